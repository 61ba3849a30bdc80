import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JobToScope, type RolloutRule, rolloutRule, scopeMisses, scopeOf } from './rollout';

const job: JobToScope = {
  orderingOperatorCode: 'FTEL',
  department: '33',
  nature: '4',
  startedAt: '2025-10-01T09:00:00+02:00',
};
const pilot: RolloutRule = {
  label: 'Pilote Gironde',
  orderingOperatorCodes: ['FTEL', 'BYTL'],
  departments: ['33'],
  natures: ['connection', 'repair'],
  from: '2025-09-29',
};
const judged = (rules: readonly RolloutRule[], more: Partial<JobToScope> = {}) =>
  scopeOf({ version: 3, rules: [...rules] }, { ...job, ...more });

it('without a plan everything is in scope; with an empty one nothing is', () => {
  expect(scopeOf(null, job)).toBeNull();
  expect(judged([])).toEqual({ planVersion: 3, miss: 'ordering-operator' });
});

describe('a job is in scope where one rule lets it in', () => {
  it('by ordering operator, département, nature and day', () => {
    expect(judged([pilot])).toBeNull();
    expect(judged([pilot], { orderingOperatorCode: 'SFRA' })).toEqual({ planVersion: 3, miss: 'ordering-operator' });
    expect(judged([pilot], { department: '34' })).toEqual({ planVersion: 3, miss: 'department' });
    expect(judged([{ ...pilot, natures: ['connection'] }])).toEqual({ planVersion: 3, miss: 'nature' });
  });

  it('from the first minute of its day in France on', () => {
    expect(judged([pilot], { startedAt: '2025-09-28T22:00:00Z' })).toBeNull();
    expect(judged([pilot], { startedAt: '2025-09-28T21:59:59Z' })).toEqual({
      planVersion: 3,
      miss: 'not-yet',
      from: '2025-09-29',
    });
  });

  it('a list that is absent means all', () => {
    const { orderingOperatorCodes: _, departments: __, ...everybody } = pilot;
    expect(judged([everybody], { orderingOperatorCode: 'FREE', department: '2A' })).toBeNull();
  });

  it('a nature that was not given is let in by a rule for both', () => {
    expect(judged([pilot], { nature: '6' })).toBeNull();
    expect(judged([{ ...pilot, natures: ['repair'] }], { nature: '6' })).toEqual({ planVersion: 3, miss: 'nature' });
  });
});

it('what keeps it out is told by the rule that it misses least, and the earliest day of those', () => {
  const later = { ...pilot, from: '2026-02-01' };
  const latest = { ...pilot, from: '2026-03-01' };
  const elsewhere = { ...pilot, departments: ['34'] };
  expect(judged([elsewhere, latest, later])).toEqual({ planVersion: 3, miss: 'not-yet', from: '2026-02-01' });
});

const rules = fc.record(
  {
    label: fc.constant('x'),
    orderingOperatorCodes: fc.subarray(['FTEL', 'BYTL', 'SFRA'], { minLength: 1 }),
    departments: fc.subarray(['33', '34', '2A'], { minLength: 1 }),
    natures: fc.subarray(['connection', 'repair'] as const, { minLength: 1 }),
    from: fc.constantFrom('2025-09-29', '2025-10-13', '2025-12-04'),
  },
  { requiredKeys: ['label', 'natures', 'from'] },
);
const jobs = fc.record({
  orderingOperatorCode: fc.constantFrom('FTEL', 'BYTL', 'SFRA', 'FREE'),
  department: fc.constantFrom('33', '34', '75'),
  nature: fc.constantFrom('1', '2', '4', '5', '6', '60'),
  startedAt: fc.constantFrom('2025-09-01T10:00:00Z', '2025-10-20T10:00:00Z', '2026-01-20T10:00:00Z'),
});

it('one more rule never puts out what was in, and the order of rules changes nothing', () => {
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 6 }), rules, jobs, (plan, more, one) => {
      const [before, after] = [judged(plan, one), judged([...plan, more], one)];
      if (before === null) expect(after).toBeNull();
      expect(judged([...plan].reverse(), one)).toEqual(before);
      if (before !== null) expect(scopeMisses).toContain(before.miss);
    }),
  );
});

it('a rule has a day that exists, and no field of its own', () => {
  expect(rolloutRule.safeParse(pilot).success).toBe(true);
  for (const wrong of [{ from: '2025-02-30' }, { natures: [] }, { departments: [] }, { until: '2026-01-01' }]) {
    expect(rolloutRule.safeParse({ ...pilot, ...wrong }).success).toBe(false);
  }
});
