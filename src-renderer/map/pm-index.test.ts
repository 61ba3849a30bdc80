import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldX, worldY } from './mercator';
import { PmIndex } from './pm-index';

const degrees = fc.tuple(fc.double({ min: -5, max: 9, noNaN: true }), fc.double({ min: 41, max: 51, noNaN: true }));

describe('PmIndex', () => {
  it('finds what looking at every PM would find', () => {
    fc.assert(
      fc.property(
        fc.array(degrees, { minLength: 1, maxLength: 200 }),
        degrees,
        fc.double({ min: 1e-6, max: 0.05, noNaN: true }),
        (pms, [longitude, latitude], radius) => {
          const accepts = (pm: number) => pm % 3 !== 0;
          const distances = pms.map(([x, y], pm) =>
            accepts(pm) ? Math.hypot(worldX(x) - worldX(longitude), worldY(y) - worldY(latitude)) : Infinity,
          );
          const least = Math.min(...distances);
          const found = new PmIndex(Float64Array.from(pms.flat())).nearest(longitude, latitude, radius, accepts);
          if (least > radius) expect(found).toBeNull();
          else expect(distances[found ?? -1]).toBeCloseTo(least, 12);
        },
      ),
    );
  });

  it('has no PM to find when there is none', () => {
    expect(new PmIndex(new Float64Array()).nearest(0, 45, 0.1, () => true)).toBeNull();
  });
});
