import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type WorksSpan, worksNotice, worksPhase, worksStates, worksWindow } from './works';

const NINE = Date.parse('2026-03-02T09:00:00.000Z');
const HOUR = 3_600_000;
const iso = (at: number) => new Date(at).toISOString();
const span = (more: Partial<WorksSpan> = {}): WorksSpan => ({
  state: 'NOUVEAU',
  startsAt: iso(NINE),
  endsAt: iso(NINE + 4 * HOUR),
  overAt: null,
  ...more,
});

describe('when works explain a loss', () => {
  it('between their dates, both included', () => {
    expect(worksWindow(span())).toEqual({ from: NINE, to: NINE + 4 * HOUR });
    expect(worksWindow(span({ state: 'REPLANIFICATION' }))).not.toBeNull();
    expect(worksWindow(span({ state: 'MAJ' }))).not.toBeNull();
  });

  it('never once cancelled', () => {
    expect(worksWindow(span({ state: 'ANNULE', overAt: iso(NINE + HOUR) }))).toBeNull();
  });

  it('until they ended: what was lost before stays explained, what is lost later does not', () => {
    const closed = span({ state: 'CLOTURE', overAt: iso(NINE + HOUR) });
    expect(worksWindow(closed)).toEqual({ from: NINE, to: NINE + HOUR });
    expect(worksWindow({ ...closed, overAt: iso(NINE + 9 * HOUR) })).toEqual({ from: NINE, to: NINE + 4 * HOUR });
  });

  it('never where they ended before they began', () => {
    expect(worksWindow(span({ state: 'CLOTURE', overAt: iso(NINE - HOUR) }))).toBeNull();
  });

  it('never outside what was announced', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...worksStates),
        fc.integer({ min: 1, max: 10 }),
        fc.option(fc.integer({ min: -10, max: 20 })),
        (state, hours, over) => {
          const announced = span({ state, endsAt: iso(NINE + hours * HOUR) });
          const window = worksWindow({ ...announced, overAt: over === null ? null : iso(NINE + over * HOUR) });
          if (window === null) return;
          expect(window.from).toBe(NINE);
          expect(window.to).toBeGreaterThanOrEqual(window.from);
          expect(window.to).toBeLessThanOrEqual(NINE + hours * HOUR);
        },
      ),
    );
  });
});

it('works are planned, under way, over or cancelled', () => {
  expect(worksPhase(span(), NINE - 1)).toBe('planned');
  expect(worksPhase(span(), NINE)).toBe('under-way');
  expect(worksPhase(span(), NINE + 4 * HOUR + 1)).toBe('over');
  expect(worksPhase(span({ state: 'CLOTURE', overAt: iso(NINE + HOUR) }), NINE + HOUR / 2)).toBe('over');
  expect(worksPhase(span({ state: 'ANNULE' }), NINE - HOUR)).toBe('cancelled');
});

it('a notice ends after it starts, names a PM, and has no field of its own', () => {
  const notice = {
    worksRef: 'TP-1',
    kind: 'TP',
    state: 'NOUVEAU',
    pmRefs: ['PM'],
    startsAt: iso(NINE),
    endsAt: iso(NINE + 1),
  };
  expect(worksNotice.safeParse(notice).success).toBe(true);
  for (const wrong of [{ endsAt: notice.startsAt }, { pmRefs: [] }, { state: 'FINI' }, { codeDO: 'SFRA' }]) {
    expect(worksNotice.safeParse({ ...notice, ...wrong }).success).toBe(false);
  }
});
