// Import walls: who may import whom, and which raw call lives in exactly one file. The rules are those of
// docs/architecture.md; a breach names the file, the import and the rule.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from './paths.mjs';

const processes = ['src-shared', 'src-hub', 'src-sim', 'src-main', 'src-preload', 'src-renderer', 'src-field'];

/** npm packages and builtins that a folder may name; tests beside the code may add those of `testing`. */
const packages = {
  'src-shared': [/^zod$/],
  'src-hub': [/^(?!electron$|react|maplibre|@deck\.gl|socket\.io-client$)/],
  'src-sim': [/^node:/, /^zod$/, /^socket\.io-client$/],
  'src-main': [/^node:/, /^electron$/, /^zod$/],
  'src-preload': [/^electron$/, /^zod$/],
  'src-renderer': [/^(?!node:|electron$|pg$|fastify|@fastify\/|socket\.io$)/],
  'src-field': [/^(?!node:|electron$|pg$|fastify|@fastify\/|socket\.io$)/],
};
const testing = /^(vitest|fast-check|node:.+)$/;

/** Rooms of the renderer from the street door down: each imports its own floor and those below. */
const floors = [['windows'], ['app'], ['features'], ['desk'], ['map', 'live', 'ui', 'i18n'], ['theme']];
const floorOf = (room) => floors.findIndex((rooms) => rooms.includes(room));

/** Names that exactly these files may import (types are free: they do nothing). */
const raw = [
  { from: 'electron', name: 'ipcMain', only: ['src-main/ipc/registrar.ts'] },
  { from: 'electron', name: 'ipcRenderer', only: ['src-preload/index.ts'] },
  {
    from: 'socket.io-client',
    name: 'io',
    only: ['src-renderer/live/feed-socket.ts', 'src-sim/wire/answers.ts', 'src-field/wire/feed.ts'],
  },
  { from: 'maplibre-gl', name: undefined, only: ['src-renderer/map/stage.ts'] },
];
/** A page is told things through the registrar, which checks them. */
const sendOnlyIn = 'src-main/ipc/registrar.ts';

const breaches = sources().flatMap(breachesOf);
for (const line of breaches) process.stdout.write(`${line}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;

function sources() {
  return processes
    .filter((folder) => readdirSync(root).includes(folder))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name));
}

function breachesOf(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const parsed = parseSync(file, text);
  const found = importsOf(parsed, text).flatMap((wanted) => {
    const rule = wallBreach(file, wanted.module) ?? rawBreach(file, wanted);
    return rule === undefined ? [] : [`${file}: imports ${wanted.module}: ${rule}`];
  });
  if (file.startsWith('src-main/') && file !== sendOnlyIn && /\.send\(/.test(text)) {
    found.push(`${file}: calls .send(: only ${sendOnlyIn} speaks to pages`);
  }
  return found;
}

/** Every module that a file names, static, re-exported or dynamic, with the names that it takes as values. */
function importsOf({ module }, text) {
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    module: moduleRequest.value,
    values: entries.filter((e) => !e.isType).map((e) => e.importName.name ?? '*'),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries
      .filter((e) => e.moduleRequest)
      .map((e) => ({ module: e.moduleRequest.value, values: e.isType ? [] : [e.importName.name ?? '*'] })),
  );
  const late = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    module: text.slice(start + 1, end - 1),
    values: ['*'],
  }));
  return [...fixed, ...passedOn, ...late];
}

/** @returns {string | undefined} the rule that this import breaks */
function wallBreach(file, module) {
  const [folder] = file.split('/');
  const target = targetOf(file, module);
  if (target === undefined) {
    if (packages[folder].some((allowed) => allowed.test(module))) return undefined;
    if (/\.test(-support)?\.tsx?$/.test(file) && testing.test(module)) return undefined;
    return `${folder} may not use this package`;
  }
  const [there] = target.split('/');
  if (there === folder) return folder === 'src-renderer' ? roomBreach(file, target) : undefined;
  if (['src-shared', 'resources', 'package.json'].includes(there)) return undefined;
  return `${folder} imports only itself and src-shared`;
}

function roomBreach(file, target) {
  const [, room, name] = file.split('/');
  const [, otherRoom, otherName] = target.split('/');
  if (room === 'features' && otherRoom === 'features') {
    return name === otherName ? undefined : 'features never import features';
  }
  if (floorOf(otherRoom) < floorOf(room)) return `${room} is below ${otherRoom}`;
  return undefined;
}

/** Path from the root of the file that is meant; undefined for a package. */
function targetOf(file, module) {
  if (module.startsWith('@shared/')) return `src-shared/${module.slice('@shared/'.length)}`;
  if (!module.startsWith('.')) return undefined;
  return posix.normalize(
    relative(root, join(root, dirname(file), module))
      .split(sep)
      .join('/'),
  );
}

function rawBreach(file, { module, values }) {
  const rule = raw.find(
    ({ from, name, only }) =>
      from === module &&
      !only.includes(file) &&
      values.some((value) => name === undefined || value === name || value === '*' || value === 'default'),
  );
  return rule && `${rule.name ?? rule.from} is used in ${rule.only.join(' and ')} only`;
}
