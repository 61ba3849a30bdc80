import { z } from 'zod';
import { departmentCode } from '../domain/codes';

/** Deployment zones of the regulator: 1 very dense, 2 private initiative, 3 public network (TypeZone in IPE files). */
const zone = z.union([z.literal(1), z.literal(2), z.literal(3)]);

/** A commune as resources/places/gironde.json holds it; docs/data.md says where each field comes from. */
const commune = z.strictObject({
  inseeCode: z.string().regex(/^\d[\dAB]\d{3}$/),
  name: z.string(),
  postalCode: z.string(),
  population: z.int(),
  /** Degrees, WGS84. */
  longitude: z.number(),
  latitude: z.number(),
  /** `estimated`: put near communes of the same postal code, not measured. */
  position: z.enum(['exact', 'estimated']),
  zone,
});
export type Commune = z.infer<typeof commune>;

const ring = z.array(z.tuple([z.number(), z.number()]));

/** The places of one département: the input of `createWorld`. Shape of resources/places/gironde.json. */
export const places = z.strictObject({
  department: departmentCode,
  /** GeoJSON MultiPolygon coordinates, degrees. */
  outline: z.array(z.array(ring)),
  communes: z.array(commune),
});
export type Places = z.infer<typeof places>;

/** Whether a point lies in the département; holes count as outside. */
export function isInside(outline: Places['outline'], longitude: number, latitude: number): boolean {
  let inside = false;
  for (const polygon of outline) {
    for (const points of polygon) {
      let previous = points[points.length - 1];
      for (const point of points) {
        if (previous === undefined) break;
        const [x1, y1] = previous;
        const [x2, y2] = point;
        const crosses = y1 > latitude !== y2 > latitude;
        if (crosses && longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1) inside = !inside;
        previous = point;
      }
    }
  }
  return inside;
}
