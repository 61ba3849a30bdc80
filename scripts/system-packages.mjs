import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { runLogged } from './processes.mjs';
import { step } from './say.mjs';

/** Debian packages by what they are for. Each probe is a file or program whose presence means that it is installed. */
const sets = {
  electron: {
    packages: [
      'libnss3',
      'libatk1.0-0',
      'libatk-bridge2.0-0',
      'libcups2',
      'libgbm1',
      'libgtk-3-0',
      'libasound2',
      'libxss1',
      'fonts-dejavu-core',
    ],
    isThere: () =>
      hasLibrary('libgtk-3.so.0') &&
      hasLibrary('libnss3.so') &&
      hasLibrary('libgbm.so.1') &&
      hasLibrary('libasound.so.2'),
  },
  headless: { packages: ['xvfb', 'xauth'], isThere: () => hasProgram('xvfb-run') && hasProgram('xauth') },
  browser: { packages: ['chromium'], isThere: () => hasProgram('chromium') || hasProgram('google-chrome') },
  archive: { packages: ['p7zip-full'], isThere: () => hasProgram('7za') },
};

/**
 * Makes sure that these sets are installed: by apt-get as root on Debian and its kin; elsewhere one line names what is
 * missing. Never asks for a password.
 * @param {readonly (keyof typeof sets)[]} names
 */
export async function needSystemPackages(names) {
  if (process.platform !== 'linux') return;
  const missing = names.filter((name) => !sets[name].isThere());
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => sets[name].packages);
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    throw new Error(`Missing system packages (Debian names): install ${packages.join(' ')} and start again.`);
  }
  await step(`system packages: ${missing.join(', ')}`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await runLogged('apt-update', 'apt-get', ['update'], { env });
    await runLogged('apt-install', 'apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  });
}

export function hasProgram(name) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}

function hasLibrary(name) {
  return spawnSync('ldconfig', ['-p'], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${process.env.PATH}:/sbin:/usr/sbin` },
  }).stdout?.includes(name);
}
