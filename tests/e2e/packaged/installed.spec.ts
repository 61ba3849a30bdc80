import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openPackaged, packagedApp } from '../support/packaged';

/** Nobody listens there: the first screen needs no hub. */
const noHub = 'http://127.0.0.1:9';

test('the packaged app opens its window on the first screen, with its bridge and its policy', async () => {
  const { page, close } = await openPackaged(noHub);
  try {
    await expect(page).toHaveURL('app://vigie/windows/main/index.html');
    await expect(page.getByLabel('Identifiant')).toBeVisible();
    const seen = await page.evaluate(async () => ({
      bridge: typeof Reflect.get(window, 'vigie'),
      node: typeof Reflect.get(window, 'process'),
      policy: (await fetch(location.href)).headers.get('content-security-policy'),
    }));
    expect(seen).toMatchObject({ bridge: 'object', node: 'undefined' });
    expect(seen.policy).toContain("default-src 'none'");
    expect(seen.policy).not.toContain('unsafe');
  } finally {
    await close();
  }
});

test('safety 25: the packaged program is no Node, whatever the environment asks', () => {
  const { stdout } = spawnSync(join(packagedApp, 'vigie'), ['-p', '"ran as node"'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 5_000,
  });
  expect(stdout).not.toContain('ran as node');
});
