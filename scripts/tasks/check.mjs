import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { bin, ended } from '../processes.mjs';
import { fail, say } from '../say.mjs';

const typed = ['src-shared', 'src-hub', 'src-sim', 'src-main', 'src-preload', 'src-renderer', 'src-field'];

/** Every part of the fast check: what it is called, and what to run. */
const parts = [
  ...['.', ...typed, 'tests', 'bench']
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
    .map((folder) => [`types of ${folder === '.' ? 'the configuration' : folder}`, bin('tsc'), typesOf(folder)]),
  ['lint and format', bin('biome'), ['check', '--max-diagnostics=60', '--error-on-warnings', '.']],
  ['import walls', process.execPath, ['scripts/walls.mjs']],
  ['unused files, exports and packages', bin('knip'), ['--no-progress']],
];
/** What was found sound before is not looked at again: a file counts by what is in it, not by its date. */
function typesOf(folder) {
  const name = folder === '.' ? 'configuration' : folder;
  const known = join(root, 'node_modules', '.cache', 'vigie', `${name}.tsbuildinfo`);
  return ['-p', folder, '--incremental', '--tsBuildInfoFile', known];
}

const unitTests = ['unit tests', bin('vitest'), ['run', '--project', 'unit', '--reporter=default']];

/** Types, lint, import walls, dead code and unit tests. Two at a time: more only wait for each other on a small machine. */
export async function run() {
  if (!(await checkAll())) fail('The check failed.');
}

/**
 * @param {{withTests?: boolean}} options without unit tests for whoever runs them anyway
 * @returns {Promise<boolean>} whether every part passed; each is named as it ends, with its output when it failed
 */
export async function checkAll({ withTests = true } = {}) {
  const waiting = [...parts];
  let good = true;
  const worker = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      if (!(await passes(part))) good = false;
    }
  };
  await Promise.all([worker(), worker()]);
  // By themselves: some hold a time limit, and the runner uses every core anyway.
  if (withTests && !(await passes(unitTests))) good = false;
  return good;
}

async function passes([name, command, args]) {
  const from = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await ended(child);
  say(`${code === 0 ? '\u2713' : '\u2717'} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  if (code !== 0) say(Buffer.concat(output).toString('utf8').trimEnd());
  return code === 0;
}
