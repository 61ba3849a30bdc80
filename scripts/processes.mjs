import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, nodeModules, root } from './paths.mjs';

const tail = (file) => readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');

/** Path of a program that an npm package brings. */
export const bin = (name) => join(nodeModules, '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Runs to its end with its output in .cache/logs; an error shows the end of that log. */
export async function runLogged(name, command, args, { env = {}, cwd = root } = {}) {
  const logs = join(cache, 'logs');
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  const log = openSync(file, 'w');
  const code = await ended(
    spawn(command, args, { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, stdio: ['ignore', log, log] }),
  );
  if (code !== 0) throw new Error(`${name} failed (exit ${code}); the end of ${file}:\n${tail(file)}`);
}

/** Runs to its end on this terminal; gives its exit code. */
export function runShown(command, args, { env = {}, cwd = root, stdio = 'inherit' } = {}) {
  return ended(spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio }));
}

/** Exit code of a process; 1 when it could not start or a signal ended it. */
export function ended(child) {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a command on a screen of its own, of a known size: windows of a real desktop would be in the way of both. */
export const onOwnScreen = (command, args) => ['xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', command, ...args]];

/** Becomes the given TypeScript program: same terminal, same signals, same exit code. */
export async function become(entry, args, { screen = false } = {}) {
  const program = [process.execPath, ['--import', 'tsx', join(root, entry), ...args]];
  const [command, rest] = screen ? onOwnScreen(...program) : program;
  const child = spawn(command, rest, { cwd: process.cwd(), stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  // A terminal's Ctrl-C reaches the child by itself; a signal sent to this process alone must be passed on.
  process.on('SIGTERM', pass);
  process.on('SIGINT', () => {});
  process.exit(await ended(child));
}
