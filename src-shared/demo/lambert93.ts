const RADIANS = Math.PI / 180;
/** GRS80 ellipsoid and the two parallels of Lambert-93 (EPSG:2154). */
const SEMI_MAJOR = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY = Math.sqrt(FLATTENING * (2 - FLATTENING));
const ORIGIN = { longitude: 3, latitude: 46.5, x: 700_000, y: 6_600_000 };
const PARALLELS = [44, 49] as const;

/** tan of the half colatitude on the ellipsoid (Snyder, Map Projections, 15-9). */
function conformal(latitude: number): number {
  const sine = ECCENTRICITY * Math.sin(latitude);
  return Math.tan(Math.PI / 4 - latitude / 2) / ((1 - sine) / (1 + sine)) ** (ECCENTRICITY / 2);
}

function parallelRadius(latitude: number): number {
  return Math.cos(latitude) / Math.sqrt(1 - (ECCENTRICITY * Math.sin(latitude)) ** 2);
}

const [south, north] = [PARALLELS[0] * RADIANS, PARALLELS[1] * RADIANS];
const cone = Math.log(parallelRadius(south) / parallelRadius(north)) / Math.log(conformal(south) / conformal(north));
const scale = (SEMI_MAJOR * parallelRadius(south)) / (cone * conformal(south) ** cone);
const radiusOf = (latitude: number): number => scale * conformal(latitude * RADIANS) ** cone;

/** Degrees (WGS84) to metres in Lambert-93, the default projection of IPE files. */
export function toLambert93(longitude: number, latitude: number): { readonly x: number; readonly y: number } {
  const angle = cone * (longitude - ORIGIN.longitude) * RADIANS;
  const radius = radiusOf(latitude);
  return {
    x: ORIGIN.x + radius * Math.sin(angle),
    y: ORIGIN.y + radiusOf(ORIGIN.latitude) - radius * Math.cos(angle),
  };
}
