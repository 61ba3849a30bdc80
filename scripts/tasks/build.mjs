import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, nodeModules, out, root } from '../paths.mjs';
import { bin, runLogged } from '../processes.mjs';
import { step } from '../say.mjs';

const sources = [
  'src-shared',
  'src-main',
  'src-preload',
  'src-renderer',
  'src-field',
  'resources',
  'package.json',
  'electron.vite.config.ts',
  'vite.web.config.ts',
  'vite.field.config.ts',
  'tsconfig.base.json',
];
const stamp = join(cache, 'build.stamp');
const results = ['main/index.cjs', 'preload/index.cjs', 'renderer', 'web', 'field'].map((name) => join(out, name));

export const run = () => build();

/** Builds the desktop's three processes, the console and the technician's page that the hub serves; nothing when no source has changed. */
export async function build() {
  const wanted = fingerprint();
  if (results.every((file) => existsSync(file)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  rmSync(stamp, { force: true });
  await step('console built', () => runLogged('build-electron', bin('electron-vite'), ['build']));
  await step('web console built', () => runLogged('build-web', bin('vite'), ['build', '-c', 'vite.web.config.ts']));
  await step('technician’s page built', () =>
    runLogged('build-field', bin('vite'), ['build', '-c', 'vite.field.config.ts']),
  );
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Names, sizes and times of every source, and the lock file of what was installed. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  const lock = join(nodeModules, '.vigie-lock');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex');
}

function filesOf(name) {
  const path = join(root, name);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .map((child) => join(path, child))
    .filter((file) => statSync(file).isFile())
    .sort();
}
