import { expect, test } from '../support/stand';

test('safety 21, 23: the page runs sandboxed behind a strict policy, with one bridge and nothing of Node', async ({
  desk: { page, app },
}) => {
  const seen = await page.evaluate(async () => ({
    node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    bridge: typeof Reflect.get(window, 'vigie'),
    policy: (await fetch(location.href)).headers.get('content-security-policy'),
    elsewhere: await fetch('https://example.org').then(
      () => 'reached',
      () => 'refused',
    ),
  }));
  expect(seen.node).toEqual(['undefined', 'undefined']);
  expect(seen.bridge).toBe('object');
  expect(seen.policy).toContain("default-src 'none'");
  expect(seen.policy).not.toContain('unsafe');
  expect(seen.elsewhere).toBe('refused');
  const preferences = await app?.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});
