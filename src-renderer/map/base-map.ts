import type { DepartmentCode } from '@shared/domain/codes';
import type { FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import franceUrl from '../../resources/basemap/france.json?url';
import placesUrl from '../../resources/basemap/places.json?url';

type Area = Polygon | MultiPolygon;
interface AreaProperties {
  readonly kind: 'department' | 'country';
  readonly code: string;
  readonly name: string;
}

interface Places {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly [
    name: string,
    longitude: number,
    latitude: number,
    population: number,
    department: string,
  ])[];
}

/** West, south, east, north, in degrees. */
export type Bounds = [number, number, number, number];

/** The ground: outlines and names that ship with the console. Nothing of it comes from a network. */
export interface BaseMap {
  readonly areas: FeatureCollection<Area, AreaProperties>;
  readonly departmentNames: FeatureCollection<Point>;
  readonly places: FeatureCollection<Point>;
  readonly departmentBounds: ReadonlyMap<DepartmentCode, Bounds>;
}

async function read<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`base map ${url}: ${response.status}`);
  return (await response.json()) as T;
}

const rings = (area: Area): Position[][] => (area.type === 'Polygon' ? area.coordinates : area.coordinates.flat());

/** Twice the signed area, and the centroid, of a closed ring, on a flat earth: good enough to put a name. */
function middle(ring: Position[]): { readonly area: number; readonly at: Position } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0 = 0, y0 = 0] = ring[i] ?? [];
    const [x1 = 0, y1 = 0] = ring[i + 1] ?? [];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area: Math.abs(area), at: area === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * area), y / (3 * area)] };
}

const nameAt = (area: Area): Position =>
  rings(area)
    .map(middle)
    .reduce((best, one) => (one.area > best.area ? one : best)).at;

function boundsOf(area: Area): Bounds {
  const points = rings(area).flat();
  const xs = points.map(([x = 0]) => x);
  const ys = points.map(([, y = 0]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const pointsOf = (
  points: readonly { readonly at: Position; readonly properties: object }[],
): FeatureCollection<Point> => ({
  type: 'FeatureCollection',
  features: points.map(({ at, properties }) => ({
    type: 'Feature',
    properties: { ...properties },
    geometry: { type: 'Point', coordinates: at },
  })),
});

let loading: Promise<BaseMap> | null = null;

/** Reads the base map, once a window; a failed reading is tried again at the next call. */
export function loadBaseMap(): Promise<BaseMap> {
  loading ??= readBaseMap().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function readBaseMap(): Promise<BaseMap> {
  const [areas, places] = await Promise.all([
    read<FeatureCollection<Area, AreaProperties>>(franceUrl),
    read<Places>(placesUrl),
  ]);
  const departments = areas.features.filter(({ properties }) => properties.kind === 'department');
  return {
    areas,
    departmentNames: pointsOf(
      departments.map(({ geometry, properties }) => ({
        at: nameAt(geometry),
        properties: { name: properties.name.toLocaleUpperCase('fr'), code: properties.code },
      })),
    ),
    places: pointsOf(
      places.rows.map(([name, longitude, latitude, population]) => ({
        at: [longitude, latitude],
        properties: { name, population },
      })),
    ),
    departmentBounds: new Map(departments.map(({ geometry, properties }) => [properties.code, boundsOf(geometry)])),
  };
}

/** The smallest bounds that hold all of these; null when there are none. */
export function unionOf(bounds: readonly Bounds[]): Bounds | null {
  if (bounds.length === 0) return null;
  return bounds.reduce(([w, s, e, n], [w2, s2, e2, n2]) => [
    Math.min(w, w2),
    Math.min(s, s2),
    Math.max(e, e2),
    Math.max(n, n2),
  ]);
}
