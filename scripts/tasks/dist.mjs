import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { needElectron } from '../electron-runtime.mjs';
import { faultsOf } from '../packaging/contents.mjs';
import { root } from '../paths.mjs';
import { bin, runLogged } from '../processes.mjs';
import { say, step } from '../say.mjs';
import { hasProgram, needSystemPackages } from '../system-packages.mjs';
import { build } from './build.mjs';

const unpacked = { linux: 'linux-unpacked', darwin: 'mac', win32: 'win-unpacked' };
const programs = { linux: 'vigie', darwin: 'Vigie.app', win32: 'Vigie.exe' };

/** Packages for this platform into dist/; `--dir`: only the unpacked app. Further arguments are electron-builder's targets. */
export async function run(args) {
  const { values, positionals } = parseArgs({ args, options: { dir: { type: 'boolean' } }, allowPositionals: true });
  const targets = values.dir ? ['dir'] : positionals.length > 0 ? positionals : defaultTargets();
  await pack(targets);
}

/**
 * Builds, packs, and checks what was packed.
 * @param {readonly string[]} targets of electron-builder
 * @returns {Promise<string>} the unpacked app's folder
 */
export async function pack(targets) {
  const needsArchive = targets.some((target) => target !== 'dir');
  if (process.platform === 'linux' && needsArchive) await needSystemPackages(['archive']);
  const { kind, dist } = await needElectron();
  const electron = realpathSync(dist);
  const folder = join(root, 'dist', unpacked[process.platform] ?? unpacked.linux);
  await build();
  rmSync(folder, { recursive: true, force: true });
  await step(`packages: ${targets.join(', ')}`, () =>
    runLogged('dist', bin('electron-builder'), builderArguments(targets, electron), {
      // Whoever finds a file sees what it is.
      env: { ...tools(), VIGIE_MARK: kind === 'stand-in' ? '-test-only' : '' },
    }),
  );
  const faults = await step('package looked through', () => faultsOf(folder, programs[process.platform] ?? 'vigie'));
  if (faults.length > 0) throw new Error(`The package is not fit:\n${faults.join('\n')}`);
  if (kind === 'stand-in')
    say('! Made with the stand-in runtime: for tests on this machine only, never to be given to anybody.');
  say(`\u2713 ${folder}`);
  return folder;
}

const defaultTargets = () =>
  ({ linux: ['dir', 'deb', 'tar.gz'], darwin: ['dmg'], win32: ['nsis'] })[process.platform] ?? ['dir'];

function builderArguments(targets, electron) {
  const platform = { darwin: '--mac', win32: '--win' }[process.platform] ?? '--linux';
  const version = readFileSync(join(electron, 'version'), 'utf8').trim().replace(/^v/, '');
  return [platform, ...targets, '--publish', 'never', `-c.electronDist=${electron}`, `-c.electronVersion=${version}`];
}

/** Programs of this machine in place of those that electron-builder would fetch from GitHub. */
function tools() {
  const seven = ['/usr/bin/7za', '/usr/bin/7zz'].find((file) => existsSync(file));
  return {
    ...(seven && { ELECTRON_BUILDER_7ZIP_PATH: seven }),
    ...(hasProgram('dpkg-deb') && { CUSTOM_FPM_PATH: join(root, 'scripts', 'packaging', 'fpm.mjs') }),
  };
}
