import { expect, it } from 'vitest';
import { endHindrance, type Moment, stopsBeforeEnd, testHindrance } from './acts';
import { ANSWERED, answer, job, outage, T0 } from './example';
import { linesOf } from './lines';

const limits = { testSpacingMs: 120_000, maxTests: 5 };
const later = Date.parse(ANSWERED) + 3_600_000;
const at = (over: Partial<Moment> = {}): Moment => ({ live: true, busy: false, now: later, lastTestAt: null, ...over });

it('a test may be asked for at once when there was none, then not before X after the last', () => {
  expect(testHindrance(job({ testCount: 0, answers: [] }), at({ now: Date.parse(T0) }), limits)).toBeNull();
  const asked = Date.parse(ANSWERED) - 5_000;
  const until = asked + 120_000;
  expect(testHindrance(job(), at({ lastTestAt: asked, now: until - 1 }), limits)).toEqual({ kind: 'too-soon', until });
  expect(testHindrance(job(), at({ lastTestAt: asked, now: until }), limits)).toBeNull();
});

it('who opened the page anew counts from the first answer, which came after the test; of this job alone', () => {
  const until = Date.parse(ANSWERED) + 120_000;
  for (const lastTestAt of [null, Date.parse(T0) - 1]) {
    expect(testHindrance(job(), at({ lastTestAt, now: until - 1 }), limits)).toEqual({ kind: 'too-soon', until });
  }
  expect(testHindrance(job({ answers: [] }), at(), limits)).toBeNull();
});

it('no test while one waits for answers, after five, after the end, without the hub, or twice at once', () => {
  expect(testHindrance(job({ state: 'testing' }), at(), limits)).toEqual({ kind: 'testing' });
  expect(testHindrance(job({ testCount: 5 }), at(), limits)).toEqual({ kind: 'no-tests-left' });
  expect(testHindrance(job({ state: 'ended' }), at(), limits)).toEqual({ kind: 'job-over' });
  expect(testHindrance(job(), at({ live: false }), limits)).toEqual({ kind: 'offline' });
  expect(testHindrance(job(), at({ busy: true }), limits)).toEqual({ kind: 'busy' });
});

it('no end without a test, nor without the hub', () => {
  expect(endHindrance(job({ testCount: 0, answers: [] }), at())).toEqual({ kind: 'no-test-yet' });
  expect(endHindrance(job(), at({ live: false }))).toEqual({ kind: 'offline' });
  expect(endHindrance(job({ state: 'closed' }), at())).toEqual({ kind: 'job-over' });
  expect(endHindrance(job(), at())).toBeNull();
});

it('lines that are down, and answers that are awaited, stop the end', () => {
  const given = job({
    state: 'testing',
    answers: [answer({ repairAllowed: false }, ['14']), answer({}, ['14', '15'])],
  });
  expect(stopsBeforeEnd(given, linesOf(given, [outage()], 5))).toEqual([
    { kind: 'answers-awaited', testNumber: 1 },
    { kind: 'lines-down', down: 2, repair: 2, leave: 0 },
  ]);
  expect(stopsBeforeEnd(job(), [])).toEqual([]);
});

it('a job that follows Lot 1 has no tests, and needs none to end', () => {
  const lot1 = job({ testCount: 0, answers: [], noTests: 'out-of-scope' });
  expect(testHindrance(lot1, at(), limits)).toEqual({ kind: 'no-tests-here' });
  expect(endHindrance(lot1, at())).toBeNull();
});
