import { BrowserWindow, nativeTheme, screen } from 'electron';
import { MAIN_PAGE } from '../system/asset-path';
import { guardNavigation } from '../system/navigation';
import { webPreferences } from './web-preferences';
import { fitToScreens, readBounds, writeBounds } from './window-bounds';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly boundsFile: string;
  /** Grounds of look.md, so that no white flashes before the page is drawn. */
  readonly background: { readonly dark: string; readonly light: string };
  onCrash(reason: string): void;
}

/** A renderer that dies is started again, but not one that dies at once: that would be a loop. */
const RELOAD_PAUSE_MS = 10_000;

/** Opens the console's window. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { maximised, ...bounds } = fitToScreens(
    readBounds(options.boundsFile),
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Vigie',
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? options.background.dark : options.background.light,
    webPreferences: webPreferences(options.preload),
  });
  if (maximised) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('focus', () => window.flashFrame(false));
  window.on('close', () =>
    writeBounds(options.boundsFile, { ...window.getNormalBounds(), maximised: window.isMaximized() }),
  );
  guardNavigation(window.webContents);
  let reloadedAt = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    options.onCrash(reason);
    const now = performance.now();
    if (reason === 'clean-exit' || now - reloadedAt < RELOAD_PAUSE_MS) return;
    reloadedAt = now;
    window.webContents.reload();
  });
  void window.loadURL(MAIN_PAGE);
  return window;
}
