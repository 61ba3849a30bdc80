import type { Notice, Preferences } from '@shared/contract/ipc';
import { Menu, type MenuItemConstructorOptions } from 'electron';

type Command = Notice<'command'>['name'];

const words = {
  fr: { view: 'Affichage', search: 'Rechercher…', theme: 'Clair ou sombre', settings: 'Réglages…', edit: 'Édition' },
  en: { view: 'View', search: 'Search…', theme: 'Light or dark', settings: 'Settings…', edit: 'Edit' },
} as const;

/** The application menu in the person's language; `run` carries a command to the page. */
export function setMenu(language: Preferences['language'], run: (command: Command) => void): void {
  const w = words[language];
  const command = (label: string, accelerator: string, name: Command): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => run(name),
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
      {
        label: 'Vigie',
        submenu: [
          command(w.search, 'CmdOrCtrl+K', 'search'),
          command(w.settings, 'CmdOrCtrl+,', 'settings'),
          { type: 'separator' },
          { role: 'quit' },
        ],
      },
      {
        label: w.edit,
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          { type: 'separator' },
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'selectAll' },
        ],
      },
      {
        label: w.view,
        submenu: [
          command(w.theme, 'CmdOrCtrl+Shift+L', 'toggle-theme'),
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
        ],
      },
    ]),
  );
}
