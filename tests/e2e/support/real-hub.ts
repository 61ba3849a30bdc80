import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A hub of the demonstration as anybody starts it: its own process, its own PostgreSQL, a folder that goes with it. */
export interface RealHub {
  /** The same over all its starts. */
  readonly url: string;
  /** Ends the process; what it kept stays. */
  stop(): Promise<void>;
  /** Starts it anew on what it kept. */
  start(): Promise<void>;
  /** For good. */
  end(): Promise<void>;
}

/** `speed`: the protocol's timings, so that tests wait seconds and not minutes. */
export async function startRealHub(speed: number): Promise<RealHub> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-e2e-'));
  let { child, url } = await run(data, speed, '0');
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return {
    url,
    stop,
    start: async () => {
      ({ child, url } = await run(data, speed, new URL(url).port));
    },
    end: async () => {
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function run(data: string, speed: number, port: string): Promise<{ child: ChildProcess; url: string }> {
  const options = ['--demo', '--port', port, '--speed', String(speed), '--data', data];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src-hub/index.ts', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, VIGIE_LOG: 'warn' },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString()}`.slice(-4_000);
  });
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => Promise.reject(new Error(`the hub did not start:\n${said}`))),
  ]);
  const { url } = JSON.parse(line) as { url: string };
  return { child, url };
}
