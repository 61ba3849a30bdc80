import { needElectron } from '../electron-runtime.mjs';
import { become } from '../processes.mjs';
import { needSystemPackages } from '../system-packages.mjs';
import { build } from './build.mjs';

/** Benchmarks that open the console: they need it built, and a screen of a known size. */
const onScreen = ['latency'];

export async function run(args) {
  const named = args.find((arg) => !arg.startsWith('--'));
  const needsScreen = named === undefined || onScreen.includes(named);
  if (needsScreen) {
    await needSystemPackages(['electron', 'headless', 'browser']);
    await needElectron();
    await build();
  }
  await become('bench/index.ts', args, { screen: needsScreen && process.platform === 'linux' });
}
