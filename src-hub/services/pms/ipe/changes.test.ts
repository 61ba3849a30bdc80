import { expect, it } from 'vitest';
import { changesOf } from './changes';
import type { PlacedPm } from './placed';

const pm = (pmRef: string, longitude: number, latitude: number, commune = 'Bordeaux'): PlacedPm => ({
  pmRef,
  commune,
  inseeCode: '33063',
  department: '33',
  place: { longitude, latitude },
  accuracy: 'exact',
});
const known = new Map(
  ['STAYS', 'MOVES', 'FAR', 'NAMED'].map((pmRef) => [
    pmRef,
    { pmRef, inseeCode: '33063', commune: 'Bordeaux', longitude: -0.58, latitude: 44.84 },
  ]),
);

it('tells new, moved, renamed and unchanged PMs apart, and how far one moved; the farthest first', () => {
  const changes = changesOf(known, [
    pm('STAYS', -0.580001, 44.84),
    pm('MOVES', -0.58, 44.841),
    pm('FAR', -0.5, 44.84),
    pm('NAMED', -0.58, 44.84, 'Bègles'),
    pm('NEW', -0.6, 44.9),
  ]);
  expect(changes.counts).toEqual({ added: 1, moved: 2, renamed: 1, unchanged: 1, approximate: 0 });
  expect(changes.moved.map(({ pmRef, metres }) => [pmRef, Math.round(metres)])).toEqual([
    ['FAR', 6308],
    ['MOVES', 111],
  ]);
  expect(changes.renamed).toEqual([{ pmRef: 'NAMED', commune: 'Bègles', before: 'Bordeaux' }]);
  expect(changes.extent).toEqual({ west: -0.6, south: 44.84, east: -0.5, north: 44.9 });
});

it('of no PM there is no extent', () => expect(changesOf(known, []).extent).toBeNull());
