import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MapMarks } from '../live/live';
import { declutter, MARK_SPACING_PX } from './declutter';
import { worldSize, worldX, worldY } from './mercator';

interface Place {
  readonly longitude: number;
  readonly latitude: number;
  readonly severity: number;
  readonly downCount: number;
}

function marksAt(places: readonly Place[]): { marks: MapMarks; positions: Float64Array } {
  return {
    positions: Float64Array.from(places.flatMap(({ longitude, latitude }) => [longitude, latitude])),
    marks: {
      length: places.length,
      pm: Uint32Array.from(places, (_, i) => i),
      severity: Uint8Array.from(places, ({ severity }) => severity),
      downCount: Uint32Array.from(places, ({ downCount }) => downCount),
      outageCount: Uint32Array.from(places, () => 1),
      unacknowledged: Uint8Array.from(places, () => 0),
    },
  };
}

const place = fc.record({
  longitude: fc.double({ min: -1, max: 1, noNaN: true }),
  latitude: fc.double({ min: 44, max: 46, noNaN: true }),
  severity: fc.integer({ min: 1, max: 4 }),
  downCount: fc.nat(20),
});

describe('declutter', () => {
  it('loses no outage and no line, keeps the worst where it is, and lets none overlap', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), fc.double({ min: 4, max: 16, noNaN: true }), (places, zoom) => {
        const { marks, positions } = marksAt(places);
        const clusters = declutter(marks, positions, zoom);
        const size = worldSize(zoom);
        expect(clusters.flatMap(({ pms }) => pms).sort((a, b) => a - b)).toEqual(places.map((_, i) => i));
        expect(clusters.reduce((sum, c) => sum + c.downCount, 0)).toBe(places.reduce((sum, p) => sum + p.downCount, 0));
        for (const cluster of clusters) {
          expect(cluster.severity).toBe(Math.max(...cluster.pms.map((pm) => places[pm]?.severity ?? 0)));
          expect(places[cluster.pm]?.severity).toBe(cluster.severity);
        }
        clusters.forEach((a, i) => {
          for (const b of clusters.slice(i + 1)) {
            const dx = (worldX(a.longitude) - worldX(b.longitude)) * size;
            const dy = (worldY(a.latitude) - worldY(b.latitude)) * size;
            expect(Math.hypot(dx, dy)).toBeGreaterThanOrEqual(MARK_SPACING_PX - 1e-6);
          }
        });
      }),
    );
  });

  it('draws the worst last, on top', () => {
    const { marks, positions } = marksAt([
      { longitude: 0, latitude: 45, severity: 4, downCount: 1 },
      { longitude: 1, latitude: 45, severity: 1, downCount: 0 },
    ]);
    expect(declutter(marks, positions, 10).map(({ severity }) => severity)).toEqual([1, 4]);
  });
});
