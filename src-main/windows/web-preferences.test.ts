import { expect, it } from 'vitest';
import { webPreferences } from './web-preferences';

it('safety 21: sandboxed, isolated, without Node and webviews, and nobody can change it', () => {
  const fixed = webPreferences('/app/preload.cjs');
  expect(fixed).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
  expect(Object.isFrozen(fixed)).toBe(true);
});
