import type { Works } from '@shared/domain/works';
import { expect, it } from 'vitest';
import { worksMarks } from './works-marks';

const NOW = Date.parse('2026-03-02T09:00:00.000Z');
const iso = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();
const works = (pmRefs: string[], more: Partial<Works> = {}): Works => ({
  worksRef: 'TP',
  kind: 'TP',
  state: 'NOUVEAU',
  infraOperatorCode: 'GTHD',
  pmRefs,
  startsAt: iso(-1),
  endsAt: iso(1),
  overAt: null,
  ...more,
});
const pms = { indexOf: (ref: string) => ({ A: 0, B: 7 })[ref] };

it('one mark a PM, the works under way before the planned ones', () => {
  const marks = worksMarks([works(['A'], { startsAt: iso(1), endsAt: iso(2) }), works(['A', 'B'])], pms, NOW);
  expect([...marks.pm]).toEqual([0, 7]);
  expect([...marks.severity]).toEqual([2, 2]);
  expect([...marks.outageCount]).toEqual([2, 1]);
});

it('none for works that are over or cancelled, or at a PM that is not on the map', () => {
  const none = [works(['A'], { endsAt: iso(-0.5) }), works(['A'], { state: 'ANNULE' }), works(['X'])];
  expect(worksMarks(none, pms, NOW).length).toBe(0);
});
