import { expect, it } from 'vitest';
import { answer, job, line, outage, revoked } from './example';
import { linesOf } from './lines';
import { noticesBetween, supersedes } from './notices';

const now = (given = job(), outages = [outage()]) => linesOf(given, outages, 5);

it('a consent that goes is told with the number of its lines; one that comes, too', () => {
  const withdrawn = now(job(), [outage({ consent: revoked })]);
  expect(noticesBetween(now(), withdrawn)).toEqual([{ kind: 'withdrawn', operatorCode: 'BYTL', lines: 2 }]);
  expect(noticesBetween(withdrawn, now())).toEqual([{ kind: 'agreed', operatorCode: 'BYTL', lines: 2 }]);
  const answeredNo = job({ answers: [answer({ repairAllowed: false })] });
  const denied = now(answeredNo, [outage({ consent: { ...revoked, rule: 'no-grant' } })]);
  expect(noticesBetween(denied, now(answeredNo))).toEqual([{ kind: 'agreed', operatorCode: 'BYTL', lines: 2 }]);
});

it('a line that goes dark, or does so again, is told; one that comes back is seen on its card', () => {
  expect(noticesBetween([], now())).toEqual([{ kind: 'cut', operatorCode: 'BYTL', lines: 2 }]);
  const back = now(job(), [outage({ lines: [line('14', 'restored'), line('15')] })]);
  expect(noticesBetween(now(), back)).toEqual([]);
  expect(noticesBetween(back, now())).toEqual([{ kind: 'cut', operatorCode: 'BYTL', lines: 1 }]);
});

it('nothing is told where nothing changed, nor by the end of the job', () => {
  expect(noticesBetween(now(), now())).toEqual([]);
  expect(noticesBetween(now(), now(job({ state: 'ended' })))).toEqual([]);
});

it('of one operator’s consent only the last word stands; a cut is another matter', () => {
  const of = (kind: 'withdrawn' | 'agreed' | 'cut', operatorCode = 'BYTL') => ({ kind, operatorCode, lines: 1 });
  expect(supersedes(of('agreed'), of('withdrawn'))).toBe(true);
  expect(supersedes(of('cut'), of('withdrawn'))).toBe(false);
  expect(supersedes(of('agreed', 'SFRA'), of('withdrawn'))).toBe(false);
});
