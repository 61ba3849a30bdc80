import type { WebPreferences } from 'electron';

/** What every window of Vigie runs with (safety 21). Fixed: no window asks for more. */
export function webPreferences(preload: string): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // A console on a second screen, behind another window, must go on counting and sounding.
    backgroundThrottling: false,
    // An alarm must sound in a room where nobody has clicked yet.
    autoplayPolicy: 'no-user-gesture-required',
    spellcheck: false,
  });
}
