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
  readonly url: string;
  stop(): Promise<void>;
}

/** `speed`: the protocol's timings, so that tests wait seconds and not minutes. */
export async function startRealHub(speed = 60): Promise<RealHub> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-e2e-'));
  const args = [
    '--import',
    'tsx',
    'src-hub/index.ts',
    '--demo',
    '--port',
    '0',
    '--speed',
    String(speed),
    '--data',
    data,
  ];
  const child = spawn(process.execPath, args, {
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
  return {
    url,
    stop: async () => {
      await ended(child);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
