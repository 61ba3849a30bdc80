import { expect, it } from 'vitest';
import { answer, job, line, outage, revoked, route } from './example';
import { linesOf } from './lines';
import { inRepairOrder, tallyOf } from './order';

const sfra = (positions: readonly string[]) => ({
  answers: answer({ impactedOperatorCode: 'SFRA', repairAllowed: false }, positions),
  outage: outage({ id: 'O2', impactedOperatorCode: 'SFRA', consent: { ...revoked, rule: 'no-grant' } }, positions),
});

it('what may be repaired first, then along the panel; what is back last', () => {
  const other = sfra(['2']);
  const lines = ['9', '10', '100'].map((n) => line(n)).concat(line('1', 'restored'));
  const elsewhere = { ...line('3'), ptoRef: 'PTO-M2', route: route('3', 'M2') };
  const given = job({
    testCount: 5,
    answers: [answer({}, ['100', '9', '10']), other.answers],
  });
  const all = linesOf(given, [outage({ lines: [...lines, elsewhere] }), other.outage], 5);
  const ordered = inRepairOrder([...all].reverse());
  expect(ordered.map(({ ptoRef }) => ptoRef)).toEqual(['PTO-M2', 'PTO-9', 'PTO-10', 'PTO-100', 'PTO-2', 'PTO-1']);
  expect(tallyOf(ordered)).toEqual({ down: 5, repair: 4, leave: 1, open: 0, back: 1 });
});

it('a line without a route comes after those that can be found', () => {
  const { route: _, ...bare } = { ...line('99'), ptoRef: 'PTO-BARE' };
  const lines = linesOf(job({ answers: [] }), [outage({ lines: [bare, line('3')] })], 5);
  expect(inRepairOrder(lines).map(({ ptoRef }) => ptoRef)).toEqual(['PTO-3', 'PTO-BARE']);
});
