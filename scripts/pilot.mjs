// The processes of `npm start`: each with its log in .cache/logs, each ended by SIGTERM and waited for. `running` holds
// those begun, in order: whoever gave it ends them, also those that were not ready yet.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { needElectron } from './electron-runtime.mjs';
import { cache, root } from './paths.mjs';
import { ended } from './processes.mjs';
import { needSystemPackages } from './system-packages.mjs';

const READY_WITHIN_MS = 120_000;
/** After a SIGTERM; then the process is killed. */
const STOP_WITHIN_MS = 15_000;

/**
 * A demonstration hub on this machine, once it says that it is ready.
 * @returns {Promise<{url: string, log: string, whenEnded: Promise<number>, stop(): Promise<void>}>} whenEnded settles
 *   only when it ends by itself
 */
export async function startHub(running, { speed, port, data }) {
  const part = begin(running, 'hub', process.execPath, [
    ...typescript('src-hub/index.ts'),
    ...['--demo', '--speed', speed, '--port', String(port), '--data', data],
  ]);
  return { ...part, url: await readyLine(part) };
}

/** The operators, and what they granted each other before the day begins. */
export function startSimulator(running, { hub, seed, speed }) {
  return begin(running, 'sim', process.execPath, [
    ...typescript('src-sim/index.ts'),
    ...['--hub', hub, '--seed', seed, '--speed', speed, '--grants'],
  ]);
}

/** The console on this display. */
export async function startElectron(running, hub) {
  await needSystemPackages(['electron']);
  const { dist } = await needElectron();
  const program = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform];
  // Chromium refuses its own sandbox to root; the pages keep theirs (webPreferences.sandbox).
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return begin(running, 'console', join(dist, program ?? 'electron'), ['.', ...asRoot, `--hub=${hub}`]);
}

const typescript = (entry) => ['--import', 'tsx', join(root, entry)];

function begin(running, name, command, args) {
  const logs = join(cache, 'logs');
  mkdirSync(logs, { recursive: true });
  const log = join(logs, `${name}.log`);
  const file = createWriteStream(log);
  // Its own group: a Ctrl-C on the terminal reaches this program only, which ends the parts in their order.
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const exit = ended(child);
  let stopping = false;
  const stop = async () => {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.kill('SIGTERM');
    await exit;
    clearTimeout(timer);
  };
  // A part that is being stopped ends as wished: nobody is told.
  const whenEnded = new Promise((resolve) => {
    exit.then((code) => stopping || resolve(code));
  });
  const part = { child, exit, log, whenEnded, stop };
  running.push(part);
  return part;
}

/** Address in the hub's JSON line; throws when it ends first, or says nothing for two minutes. */
function readyLine({ child, exit, log, stop }) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`The hub is not ready after ${READY_WITHIN_MS / 1000} s: see ${log}`));
    }, READY_WITHIN_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = jsonOf(line);
      if (said?.ready !== true) return;
      clearTimeout(timer);
      resolve(said.url);
    });
    exit.then((code) => {
      clearTimeout(timer);
      reject(new Error(`The hub ended before it was ready (exit ${code}): see ${log}`));
    });
  });
}

function jsonOf(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
