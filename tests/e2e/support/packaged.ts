import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import type { Console } from './console';

/** The app as `npm run dist` leaves it unpacked. */
export const packagedApp = fileURLToPath(new URL('../../../dist/linux-unpacked', import.meta.url));

/**
 * Starts the packaged app. Its fuses refuse the inspector that Playwright's Electron launcher works through (safety 25),
 * so the window is reached as a browser's page; there is no way into its main process.
 */
export async function openPackaged(hub: string): Promise<Pick<Console, 'page' | 'close'>> {
  const program = join(packagedApp, 'vigie');
  if (!existsSync(program)) throw new Error(`${program} is not there: run \`npm run dist -- --dir\` first`);
  const profile = mkdtempSync(join(tmpdir(), 'vigie-profile-'));
  const child = spawn(
    program,
    ['--no-sandbox', '--lang=fr', '--remote-debugging-port=0', `--user-data-dir=${profile}`, `--hub=${hub}`],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'close');
  const browser = await chromium.connectOverCDP(await debuggerAddress(child.stderr), { noDefaults: true });
  const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
  if (page === undefined) throw new Error('The packaged app has no window');
  return {
    page,
    close: async () => {
      await browser.close();
      child.kill('SIGTERM');
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

async function debuggerAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  const heard: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      stderr.resume();
      return address;
    }
    heard.push(line);
  }
  throw new Error(`The packaged app ended before it could be reached:\n${heard.join('\n')}`);
}
