import type { TestAnswer } from '@shared/domain/intervention';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, type Happening, step, type Technician } from './technician';

const line = (ptoRef: string, reservedByInfra = false): TestAnswer['impactedLines'][number] => ({
  ptoRef,
  pboRef: 'PBO',
  pmModuleName: 'M01',
  pmModulePosition: '1',
  splitterPosition: 'C1-01',
  tube: 'T01',
  fibre: 'F01',
  changedAt: '2025-11-24T10:00:00.000Z',
  reservedByInfra,
});

const answer = (repairAllowed: boolean, lines: TestAnswer['impactedLines'], testNumber = 1): TestAnswer => ({
  testNumber,
  isClosingTest: false,
  impactedOperatorCode: 'BYTL',
  repairAllowed,
  receivedAt: '2025-11-24T10:01:00.000Z',
  impactedLines: lines,
  restoredPtoRefs: [],
});

const calm = { asksTooEarly: false };

function play(happenings: readonly Happening[], manner = calm): { technician: Technician; acts: Act[] } {
  let technician: Technician = { phase: 'on-the-way' };
  const acts: Act[] = [];
  for (const happening of happenings) {
    const done = step(technician, happening, manner);
    technician = done.next;
    acts.push(...done.acts);
  }
  return { technician, acts };
}

const untilTest: readonly Happening[] = [
  { kind: 'arrived' },
  { kind: 'declared', infraRef: 'OI-1' },
  { kind: 'work-done' },
  { kind: 'test-taken', testNumber: 1 },
];

describe('a technician', () => {
  it('declares, works, asks a test and waits for the answers', () => {
    const { technician, acts } = play(untilTest);
    expect(acts.map(({ kind }) => kind)).toEqual(['declare', 'work', 'ask', 'await']);
    expect(technician.phase).toBe('awaiting');
  });

  it('puts back what he may, asks again, and ends the job when nothing is left', () => {
    const { acts } = play([
      ...untilTest,
      { kind: 'answered', testNumber: 1, answers: [answer(true, [line('A'), line('B', true)])] },
      { kind: 'repaired', repairs: [{ ptoRef: 'A', operatorCode: 'BYTL', done: true }] },
      { kind: 'test-taken', testNumber: 2 },
      { kind: 'answered', testNumber: 2, answers: [answer(true, [line('B', true)], 2)] },
      { kind: 'ended' },
    ]);
    expect(acts.find(({ kind }) => kind === 'repair')).toEqual({
      kind: 'repair',
      lines: [{ ptoRef: 'A', operatorCode: 'BYTL' }],
    });
    expect(acts.map(({ kind }) => kind).slice(-3)).toEqual(['await', 'end', 'report']);
  });

  it('leaves lines alone where the answer forbids, and says so in his report', () => {
    const { acts } = play([
      ...untilTest,
      { kind: 'answered', testNumber: 1, answers: [answer(false, [line('A')])] },
      { kind: 'ended' },
    ]);
    expect(acts.some(({ kind }) => kind === 'repair')).toBe(false);
    expect(acts.at(-1)).toEqual({ kind: 'report', repairs: [], left: [{ ptoRef: 'A', operatorCode: 'BYTL' }] });
  });

  it('takes a test that the hub already has for taken, and gives up after three refusals', () => {
    const refused = (error: string): Happening => ({ kind: 'test-refused', testNumber: 1, error });
    const asking = untilTest.slice(0, 3);
    expect(play([...asking, refused('TEST_PRECEDENT_DEJA_EMIS')]).technician.phase).toBe('awaiting');
    const thrice = Array<Happening>(3).fill(refused('INCOHERENCE'));
    expect(play([...asking, ...thrice]).technician.phase).toBe('leaving');
  });

  it('goes on waiting when his early second test is refused', () => {
    const early: Happening = { kind: 'test-refused', testNumber: 2, error: 'TEST_PRECEDENT_NON_ACQUITTE' };
    const { technician, acts } = play([...untilTest, early], { asksTooEarly: true });
    expect(acts.filter(({ kind }) => kind === 'ask')).toHaveLength(2);
    expect(technician).toMatchObject({ phase: 'awaiting', testNumber: 1 });
  });

  it('never asks more than five tests, never twice the same, never without having declared', () => {
    const happening = fc.oneof(
      fc.constant<Happening>({ kind: 'arrived' }),
      fc.constant<Happening>({ kind: 'declared', infraRef: 'OI-1' }),
      fc.constant<Happening>({ kind: 'work-done' }),
      fc.constant<Happening>({ kind: 'ended' }),
      fc.integer({ min: 1, max: 6 }).map<Happening>((testNumber) => ({ kind: 'test-taken', testNumber })),
      fc.integer({ min: 1, max: 6 }).map<Happening>((testNumber) => ({
        kind: 'answered',
        testNumber,
        answers: [answer(true, [line(`L${testNumber}`)], testNumber)],
      })),
      fc.constant<Happening>({ kind: 'repaired', repairs: [] }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const { acts } = play([{ kind: 'arrived' }, ...happenings]);
        const asked = acts.flatMap((act) => (act.kind === 'ask' ? [act.testNumber] : []));
        expect(new Set(asked).size).toBe(asked.length);
        expect(Math.max(0, ...asked)).toBeLessThanOrEqual(5);
        expect(acts.findIndex(({ kind }) => kind === 'ask')).not.toBe(0);
      }),
    );
  });
});
