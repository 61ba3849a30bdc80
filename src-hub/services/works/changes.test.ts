import type { Works, WorksNotice } from '@shared/domain/works';
import { expect, it } from 'vitest';
import { changesOf } from './changes';

const AT = '2026-03-02T08:00:00.000Z';
const notice: WorksNotice = {
  worksRef: 'TP-1',
  kind: 'TP',
  state: 'NOUVEAU',
  pmRefs: ['B', 'A', 'B'],
  startsAt: '2026-03-02T10:00:00+01:00',
  endsAt: '2026-03-02T11:00:00Z',
};
const standing = (...all: readonly Works[]) => new Map(all.map((works) => [works.worksRef, works]));
const told = (...notices: readonly WorksNotice[]) => notices.map((one, i) => ({ notice: one, line: i + 1 }));

it('works as they are to stand: PMs once, instants as the database gives them back', () => {
  const { changed, duplicates } = changesOf('GTHD', told(notice), standing(), AT);
  expect(changed).toEqual([
    {
      ...notice,
      infraOperatorCode: 'GTHD',
      pmRefs: ['A', 'B'],
      startsAt: '2026-03-02T09:00:00.000Z',
      endsAt: '2026-03-02T11:00:00.000Z',
      overAt: null,
    },
  ]);
  expect(duplicates).toBe(0);
  expect(changesOf('GTHD', told(notice), standing(...changed), AT)).toEqual({
    changed: [],
    duplicates: 1,
    conflicts: [],
  });
});

it('of several rows of one reference the last holds', () => {
  const { changed, duplicates } = changesOf('GTHD', told(notice, { ...notice, state: 'ANNULE' }), standing(), AT);
  expect(changed).toMatchObject([{ state: 'ANNULE', overAt: AT }]);
  expect(duplicates).toBe(1);
});

it('what is over keeps its hour, and does not change', () => {
  const over = changesOf('GTHD', told({ ...notice, state: 'CLOTURE' }), standing(), AT).changed;
  const again = told({ ...notice, state: 'CLOTURE' });
  expect(changesOf('GTHD', again, standing(...over), '2026-03-03T08:00:00.000Z').duplicates).toBe(1);
  const { changed, conflicts } = changesOf('GTHD', told(notice), standing(...over), AT);
  expect([changed, conflicts]).toEqual([[], [expect.objectContaining({ field: 'state', line: 1 })]]);
});
