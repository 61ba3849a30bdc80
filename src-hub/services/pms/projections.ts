import proj4 from 'proj4';

export interface Degrees {
  readonly longitude: number;
  readonly latitude: number;
}

/** RGF93 / Lambert-93 (EPSG:2154), the projection of metropolitan France. */
const LAMBERT_93 =
  '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0 +units=m';
const lambert93 = proj4(LAMBERT_93, 'WGS84');

/** Projections of IPE files that are read here, by TypeProjectionGeographique without case, spaces and hyphens. */
const readers: Readonly<Record<string, (x: number, y: number) => Degrees | null>> = {
  WGS84: (longitude, latitude) => ({ longitude, latitude }),
  LAMBERT93: (x, y) => {
    const [longitude, latitude] = lambert93.forward([x, y]);
    return isMetropolitan(longitude, latitude) ? { longitude, latitude } : null;
  },
};

/** Metres with X and Y exchanged, or degrees under this name, would land somewhere on Earth, far from France. */
function isMetropolitan(longitude: number, latitude: number): boolean {
  return longitude > -6 && longitude < 11 && latitude > 41 && latitude < 52;
}

/** Degrees of a point; six decimals, about ten centimetres. */
export function toDegrees(projection: string, x: number, y: number): Degrees | 'unknown-projection' | 'not-a-place' {
  const read = readers[projection.toUpperCase().replace(/[\s_-]/g, '')];
  if (read === undefined) return 'unknown-projection';
  if (!Number.isFinite(x) || !Number.isFinite(y)) return 'not-a-place';
  const degrees = read(x, y);
  if (degrees === null) return 'not-a-place';
  const { longitude, latitude } = degrees;
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return isPlace ? { longitude: round(longitude), latitude: round(latitude) } : 'not-a-place';
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
