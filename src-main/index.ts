// Boot order, and nothing else: what each part does is in its own room.
import { join, resolve } from 'node:path';
import type { Preferences } from '@shared/contract/ipc';
import { app, type BrowserWindow, nativeTheme, safeStorage, session } from 'electron';
import { handlersOf } from './ipc/handlers';
import { registerRequests, tell } from './ipc/registrar';
import { badge, notify } from './system/alerts';
import { declareAppScheme, serveApp } from './system/app-scheme';
import { hubArgument } from './system/arguments';
import { exportRunner } from './system/exports';
import { openLog } from './system/log';
import { openPreferences } from './system/preferences';
import { openVault } from './system/session-vault';
import { openMainWindow } from './windows/main-window';
import { setMenu } from './windows/menu';

// A launcher that names the app's own folder wins over Chromium's switch, unless it is read here.
const profile = app.commandLine.getSwitchValue('user-data-dir');
if (profile !== '') app.setPath('userData', resolve(profile));
declareAppScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const data = (name: string) => join(app.getPath('userData'), name);
  const log = openLog(data('logs/main.log'));
  const language = app.getLocale().startsWith('en') ? 'en' : 'fr';
  const preferences = openPreferences(data('preferences.json'), language, hubArgument(process.argv, process.env));
  const vault = openVault(data('sessions.sealed'), safeStorage, Date.now);
  let window: BrowserWindow | null = null;

  denyPermissions();
  serveApp(join(__dirname, '../renderer'), () => preferences.read().hubs);
  registerRequests(
    handlersOf({
      preferences,
      vault,
      exports: exportRunner(vault),
      onPreferences: (after) => follow(after),
      onNewHub: (page) => page.reload(),
      notify,
      badge,
    }),
  );
  const follow = ({ theme, language }: Preferences) => {
    nativeTheme.themeSource = theme;
    setMenu(language, (name) => window && tell(window.webContents, 'command', { name }));
  };
  follow(preferences.read());

  const open = () => {
    window = openMainWindow({
      preload: join(__dirname, '../preload/index.cjs'),
      icon: join(app.getAppPath(), 'resources/icons/256x256.png'),
      boundsFile: data('window.json'),
      background: { dark: '#101417', light: '#eef1f3' },
      onCrash: (reason) => log('page-gone', { reason }),
    });
    window.on('closed', () => {
      window = null;
    });
  };
  app.on('second-instance', () => {
    window?.restore();
    window?.focus();
  });
  app.on('activate', () => window ?? open());
  app.on('window-all-closed', () => app.quit());
  app.on('child-process-gone', (_event, { type, reason }) => log('child-gone', { type, reason }));
  process.on('uncaughtException', (error) => log('error', { message: error.message, stack: error.stack ?? '' }));
  process.on('unhandledRejection', (reason) => log('error', { message: String(reason) }));
  open();
}

/** No page of ours needs a camera, a place or a device (safety 22). */
function denyPermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
}
