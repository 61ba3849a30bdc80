import { parseArgs } from 'node:util';
import { needElectron } from '../electron-runtime.mjs';
import { bin, runShown } from '../processes.mjs';
import { needSystemPackages } from '../system-packages.mjs';

/** The console from its sources, reloaded as they change; `--hub URL` names the hub, else the one it last used. */
export async function run(args) {
  const { values } = parseArgs({ args, options: { hub: { type: 'string' } } });
  await needSystemPackages(['electron']);
  await needElectron();
  // electron-vite's own flag: Chromium refuses its sandbox to root.
  const asRoot = process.getuid?.() === 0 ? ['--noSandbox'] : [];
  const env = values.hub === undefined ? {} : { VIGIE_HUB: values.hub };
  process.exit(await runShown(bin('electron-vite'), ['dev', ...asRoot], { env }));
}
