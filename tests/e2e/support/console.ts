import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, chromium, type ElectronApplication, type Page } from '@playwright/test';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A console somebody sits at: Electron's window, or a browser's page. */
export interface Console {
  readonly page: Page;
  /** Electron's main process; absent in a browser. */
  readonly app?: ElectronApplication;
  /** Presses what exports, says where to where one is asked, and gives the file once the screen says that it is whole. */
  exported(press: () => Promise<void>): Promise<string>;
  close(): Promise<void>;
}

/** Starts the built app on a profile of its own, in French, pointed at `hub`. */
export async function openDesktop(hub: string): Promise<Console> {
  const profile = mkdtempSync(join(tmpdir(), 'vigie-profile-'));
  const app = await _electron.launch({
    args: [
      '.',
      // The sandbox of the renderer stays on; the one of the process tree cannot be set up by root.
      '--no-sandbox',
      '--lang=fr',
      `--user-data-dir=${profile}`,
      `--hub=${hub}`,
    ],
    cwd: root,
  });
  const page = await app.firstWindow();
  let exports = 0;
  return {
    app,
    page,
    exported: async (press) => {
      const file = join(profile, `export-${++exports}`);
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, file);
      await press();
      await page.getByRole('status').filter({ hasText: file }).waitFor();
      return readFileSync(file, 'utf8');
    },
    close: async () => {
      await app.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** The console that the hub itself serves, in Debian's Chromium. */
export async function openBrowser(hub: string): Promise<Console> {
  const browser = await chromium.launch({
    executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 1600, height: 900 },
    // Pulses on the map keep two processors without a GPU busy; in Electron they are on.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${hub}/console/`);
  return {
    page,
    exported: async (press) => {
      const download = page.waitForEvent('download');
      await press();
      return readFileSync(await (await download).path(), 'utf8');
    },
    close: () => browser.close(),
  };
}
