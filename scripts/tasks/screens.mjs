import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../paths.mjs';
import { startHub, startSimulator } from '../pilot.mjs';
import { say, step } from '../say.mjs';
import { eachFieldScreen } from '../screens/field-shots.mjs';
import { take } from '../screens/picture.mjs';
import { openBrowser } from '../screens/seat.mjs';
import { eachScreen } from '../screens/shots.mjs';
import { worthShowing } from '../screens/world.mjs';
import { needSystemPackages } from '../system-packages.mjs';
import { build } from './build.mjs';

const folder = join(root, 'docs', 'screens');
const sizes = [
  { suffix: '', small: false, width: 1920, height: 1080 },
  { suffix: '-1366', small: true, width: 1366, height: 768 },
];

/**
 * Takes docs/screens anew: every screen of the console in both themes and languages, the technician's page in three looks, on a hub and operators of its own.
 * `--hub URL`: on a demonstration that runs already. `--only console` or `field`: the pictures of one of the two pages.
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { hub: { type: 'string' }, only: { type: 'string' } } });
  const wanted = (page) => (values.only ?? page) === page;
  await needSystemPackages(['browser']);
  const running = [];
  const data = mkdtempSync(join(tmpdir(), 'vigie-screens-'));
  try {
    const hub = values.hub ?? (await startPilot(running, data));
    if (wanted('console')) {
      await step('outages to show', () => worthShowing(hub));
      await step('pictures of the console', () => takeAll(hub));
    }
    if (wanted('field')) await step('pictures of the technician’s page', () => takeField(hub));
  } finally {
    for (const part of running.reverse()) await part.stop();
    rmSync(data, { recursive: true, force: true });
  }
  const pictures = readdirSync(folder);
  const bytes = pictures.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  say(`\u2713 ${pictures.length} pictures, ${(bytes / 1e6).toFixed(1)} MB in ${folder}`);
}

async function startPilot(running, data) {
  await build();
  const { url } = await step('hub ready', () => startHub(running, { speed: '30', port: 0, data }));
  startSimulator(running, { hub: url, seed: '7', speed: '30' });
  return url;
}

async function takeAll(hub) {
  const browser = await openBrowser();
  try {
    for (const { suffix, small, width, height } of sizes) {
      for (const theme of ['dark', 'light']) {
        for (const language of ['fr', 'en']) {
          const look = { theme, language, width, height };
          await eachScreen({ browser, hub, look, small }, (page, screen) =>
            take(page, folder, `${screen}-${theme}-${language}${suffix}`),
          );
        }
      }
    }
  } finally {
    await browser.close();
  }
}

const fieldLooks = [
  { theme: 'light', language: 'fr' },
  { theme: 'dark', language: 'fr' },
  { theme: 'light', language: 'en' },
];

async function takeField(hub) {
  const browser = await openBrowser();
  try {
    for (const [n, look] of fieldLooks.entries()) {
      await eachFieldScreen({ browser, hub, look, n }, (page, screen) =>
        take(page, folder, `${screen}-${look.theme}-${look.language}`),
      );
    }
  } finally {
    await browser.close();
  }
}
