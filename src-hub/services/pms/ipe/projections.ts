import type { IpeProjection } from '@shared/contract/ipe';
import proj4 from 'proj4';

export interface Degrees {
  readonly longitude: number;
  readonly latitude: number;
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const METROPOLE: Box = { west: -6, south: 41, east: 11, north: 52 };
const ANTILLES: Box = { west: -64, south: 14, east: -60, north: 18.6 };
const GUYANE: Box = { west: -55, south: 2, east: -51, north: 6.2 };
const REUNION: Box = { west: 55, south: -21.6, east: 56, north: -20.7 };
const MAYOTTE: Box = { west: 44.8, south: -13.2, east: 45.5, north: -12.5 };
const MIQUELON: Box = { west: -56.7, south: 46.6, east: -56, north: 47.3 };

const utm = (zone: string) => `+proj=utm +zone=${zone} +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs`;

/** Those in metres: EPSG code, definition, and the land that they are made for. */
const metric: Readonly<Record<Exclude<IpeProjection, 'WGS84'>, { readonly definition: string; readonly land: Box }>> = {
  // EPSG:2154
  LAMBERT93: {
    definition:
      '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +towgs84=0,0,0 +units=m',
    land: METROPOLE,
  },
  // EPSG:5490
  RGAF09: { definition: utm('20'), land: ANTILLES },
  // EPSG:2972
  RGFG95: { definition: utm('22'), land: GUYANE },
  // EPSG:2975
  RGR92: { definition: utm('40 +south'), land: REUNION },
  // EPSG:4471
  RGM04: { definition: utm('38 +south'), land: MAYOTTE },
  // EPSG:4467
  RGSPM06: { definition: utm('21'), land: MIQUELON },
};

const lands = Object.values(metric).map(({ land }) => land);
const converters = Object.fromEntries(
  Object.entries(metric).map(([name, { definition }]) => [name, proj4(definition, 'WGS84')]),
);

/** Names of TypeProjectionGeographique that are met, bare: capitals and digits alone. */
const names: Readonly<Record<string, IpeProjection>> = {
  WGS84: 'WGS84',
  EPSG4326: 'WGS84',
  4326: 'WGS84',
  LAMBERT93: 'LAMBERT93',
  L93: 'LAMBERT93',
  RGF93: 'LAMBERT93',
  RGF93LAMBERT93: 'LAMBERT93',
  LAMBERT93RGF93: 'LAMBERT93',
  EPSG2154: 'LAMBERT93',
  2154: 'LAMBERT93',
  RGAF09: 'RGAF09',
  RGAF09UTM20N: 'RGAF09',
  UTM20N: 'RGAF09',
  RRAF91: 'RGAF09',
  EPSG5490: 'RGAF09',
  5490: 'RGAF09',
  RGFG95: 'RGFG95',
  RGFG95UTM22N: 'RGFG95',
  UTM22N: 'RGFG95',
  EPSG2972: 'RGFG95',
  2972: 'RGFG95',
  RGR92: 'RGR92',
  RGR92UTM40S: 'RGR92',
  UTM40S: 'RGR92',
  EPSG2975: 'RGR92',
  2975: 'RGR92',
  RGM04: 'RGM04',
  RGM04UTM38S: 'RGM04',
  UTM38S: 'RGM04',
  EPSG4471: 'RGM04',
  4471: 'RGM04',
  RGSPM06: 'RGSPM06',
  RGSPM06UTM21N: 'RGSPM06',
  UTM21N: 'RGSPM06',
  EPSG4467: 'RGSPM06',
  4467: 'RGSPM06',
};

/** A projection by the name that a file gives it; undefined: not read here. */
export function projectionNamed(text: string): IpeProjection | undefined {
  return names[
    text
      .normalize('NFD')
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
  ];
}

/** Where a file does not say: what is usual in the département (interop.md, Identifiers) [I]. */
export function usualProjection(department: string): IpeProjection {
  switch (department) {
    case '971':
    case '972':
    case '977':
    case '978':
      return 'RGAF09';
    case '973':
      return 'RGFG95';
    case '974':
      return 'RGR92';
    case '975':
      return 'RGSPM06';
    case '976':
      return 'RGM04';
    default:
      return 'LAMBERT93';
  }
}

/**
 * Degrees of a point; six decimals, about ten centimetres. Null: no place in this projection. Metres with X and Y
 * exchanged, or degrees under a metric name, would land somewhere on Earth, far from the land it is made for.
 */
export function toDegrees(projection: IpeProjection, x: number, y: number): Degrees | null {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
  if (projection === 'WGS84') {
    const exchanged = isSomeLand(y, x) && !isSomeLand(x, y);
    const isPlace = Math.abs(x) <= 180 && Math.abs(y) <= 90 && !exchanged;
    return isPlace ? { longitude: round(x), latitude: round(y) } : null;
  }
  const [longitude = Number.NaN, latitude = Number.NaN] = converters[projection]?.forward([x, y]) ?? [];
  return within(metric[projection].land, longitude, latitude)
    ? { longitude: round(longitude), latitude: round(latitude) }
    : null;
}

const isSomeLand = (longitude: number, latitude: number) => lands.some((land) => within(land, longitude, latitude));

function within({ west, south, east, north }: Box, longitude: number, latitude: number): boolean {
  return longitude > west && longitude < east && latitude > south && latitude < north;
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
