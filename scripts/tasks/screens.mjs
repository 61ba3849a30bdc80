import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../paths.mjs';
import { startHub, startSimulator } from '../pilot.mjs';
import { say, step } from '../say.mjs';
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
 * Takes docs/screens anew: every screen of the console in both themes and languages, on a hub and operators of its own.
 * `--hub URL`: on a demonstration that runs already.
 */
export async function run(args) {
  const { values } = parseArgs({ args, options: { hub: { type: 'string' } } });
  await needSystemPackages(['browser']);
  const running = [];
  const data = mkdtempSync(join(tmpdir(), 'vigie-screens-'));
  try {
    const hub = values.hub ?? (await startPilot(running, data));
    await step('outages to show', () => worthShowing(hub));
    await step('pictures', () => takeAll(hub));
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
