import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeModules, root } from './paths.mjs';
import { runLogged } from './processes.mjs';
import { step } from './say.mjs';

/**
 * Installs npm packages when they are not those of the lock file. Electron's own download is skipped: which runtime to
 * use is decided in electron-runtime.mjs, and the hub needs none.
 */
export async function installPackages() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(nodeModules, '.vigie-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step('npm packages', () =>
    runLogged('npm-ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund'], {
      env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    }),
  );
  writeFileSync(stamp, wanted);
}
