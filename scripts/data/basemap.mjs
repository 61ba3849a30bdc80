/** What lies around France on the console's map; whole countries, so that zooming out shows no torn edge. */
const neighbours = ['GB', 'IE', 'BE', 'NL', 'LU', 'DE', 'CH', 'LI', 'AT', 'IT', 'SM', 'VA', 'MC', 'ES', 'PT', 'AD'];
const neighbourNames = new Intl.DisplayNames(['fr'], { type: 'region' });

/** Islands far from Europe (Canaries, Azores) and slivers would only cost bytes. */
const inEurope = ([west, south, east, north]) => east > -12 && west < 20 && north > 35 && south < 61;

/** Triangles below this are dropped, in square degrees: about 60 m for départements, 1.5 km for other countries. */
const DEPARTMENT_DETAIL = 2e-7;
const NEIGHBOUR_DETAIL = 2e-4;

const isMetropolitan = (code) => /^FR-(\d\d|2A|2B)$/.test(code);

/**
 * GeoJSON of the départements and the neighbouring countries. All cut from one topology, so that borders coincide
 * after simplification.
 */
export function baseMap({ regions, topojson }) {
  const wanted = regions.filter(
    ({ properties: { iso_3166_2: code, iso_a2: country } }) => isMetropolitan(code) || neighbours.includes(country),
  );
  const parts = wanted.map(europeanPart).filter((region) => region.geometry.coordinates.length > 0);
  const topology = topojson.presimplify(topojson.topology({ regions: { type: 'FeatureCollection', features: parts } }));
  const all = topology.objects.regions.geometries;
  const departments = all.filter(({ properties }) => isMetropolitan(properties.iso_3166_2));
  keepDetail(topology, departments);
  const simple = topojson.simplify(topology, NEIGHBOUR_DETAIL);
  const features = [
    ...neighbours.map((code) => ({
      type: 'Feature',
      properties: { kind: 'country', code, name: neighbourNames.of(code) },
      geometry: topojson.merge(
        simple,
        all.filter(({ properties }) => properties.iso_a2 === code),
      ),
    })),
    ...departments
      .map((geometry) => ({
        type: 'Feature',
        properties: {
          kind: 'department',
          code: geometry.properties.iso_3166_2.slice(3),
          name: geometry.properties.name_fr ?? geometry.properties.name,
        },
        geometry: topojson.feature(simple, geometry).geometry,
      }))
      .sort((a, b) => a.properties.code.localeCompare(b.properties.code)),
  ];
  return {
    type: 'FeatureCollection',
    features: features.map(rounded).filter((feature) => feature.geometry.coordinates.length > 0),
  };
}

function europeanPart({ properties, geometry }) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const kept = polygons.filter(([outer]) => {
    const xs = outer.map(([x]) => x);
    const ys = outer.map(([, y]) => y);
    return inEurope([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
  });
  return { type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates: kept } };
}

/** Points weigh the area of their triangle; those of départements are made heavier, so that one threshold serves both. */
function keepDetail(topology, departments) {
  const indices = new Set(departments.flatMap(({ arcs }) => arcs.flat(Infinity)).map((i) => (i < 0 ? ~i : i)));
  for (const index of indices) {
    for (const point of topology.arcs[index]) point[2] *= NEIGHBOUR_DETAIL / DEPARTMENT_DETAIL;
  }
}

/** Four decimals (11 m), without the points that then coincide and the rings that collapse. */
function rounded(feature) {
  const { type, coordinates } = feature.geometry;
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates)
    .map((rings) => rings.map(roundedRing).filter((ring) => ring.length >= 4))
    .filter((rings) => rings.length > 0);
  return { ...feature, geometry: { type: 'MultiPolygon', coordinates: polygons } };
}

function roundedRing(ring) {
  const points = ring.map(([x, y]) => [Number(x.toFixed(4)), Number(y.toFixed(4))]);
  return points.filter(([x, y], i) => i === 0 || x !== points[i - 1][0] || y !== points[i - 1][1]);
}

/**
 * Names for the map: rows [name, longitude, latitude, population, département], most populous first. Positions are
 * GeoNames'; a commune with several known places keeps their own names. Quarters of a town (PPLX), arrondissements
 * and entries that are no place are left out.
 */
export function placeNames({ cities, communes }) {
  const byCode = new Map(communes.map((commune) => [commune.code, commune]));
  const known = new Map();
  for (const { muniSub } of cities) known.set(muniSub, (known.get(muniSub) ?? 0) + 1);
  return cities
    .filter(({ featureCode, name, population }) => featureCode !== 'PPLX' && !/\d/.test(name) && population > 0)
    .map((city) => {
      const commune = known.get(city.muniSub) === 1 ? byCode.get(city.muniSub) : undefined;
      const [longitude, latitude] = city.loc.coordinates.map((degrees) => Number(degrees.toFixed(4)));
      const department = departmentOf(city);
      return [commune?.nom ?? city.name, longitude, latitude, commune?.population ?? city.population, department];
    })
    .filter(([, , , , department]) => department !== undefined)
    .sort((a, b) => b[3] - a[3] || a[0].localeCompare(b[0]));
}

/** GeoNames leaves Paris without commune code. */
function departmentOf({ name, muniSub }) {
  const code = muniSub === undefined || muniSub === '' ? '' : String(muniSub);
  if (/^\d[\dAB]\d{3}$/.test(code)) return code.slice(0, 2);
  return name === 'Paris' ? '75' : undefined;
}
