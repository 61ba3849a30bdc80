import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Preferences, preferences } from '@shared/contract/ipc';

/** Preferences of this workstation in one JSON file; nothing secret is in it. */
export interface PreferenceStore {
  read(): Preferences;
  write(change: Partial<Preferences>): Preferences;
}

/**
 * Opens the file. One that cannot be read is set aside as `*.unreadable`, never overwritten in silence, and the defaults
 * stand. `startHub`, the address that this start was given, is put first in the list without being written.
 */
export function openPreferences(file: string, language: Preferences['language'], startHub?: string): PreferenceStore {
  const defaults: Preferences = { language, theme: 'system', sound: true, hubs: [] };
  let current: Preferences = { ...defaults, ...load(file) };
  const withStartHub = (known: Preferences): Preferences =>
    startHub === undefined ? known : { ...known, hubs: [startHub, ...known.hubs.filter((hub) => hub !== startHub)] };
  current = withStartHub(current);
  return {
    read: () => current,
    write: (change) => {
      current = preferences.parse({ ...current, ...change });
      save(file, current);
      return current;
    },
  };
}

function load(file: string): Partial<Preferences> {
  if (!existsSync(file)) return {};
  try {
    return preferences.partial().parse(JSON.parse(readFileSync(file, 'utf8'))) as Partial<Preferences>;
  } catch {
    renameSync(file, `${file}.unreadable`);
    return {};
  }
}

/** Written beside and renamed: a crash leaves the old file or the new one, never half of one. */
function save(file: string, value: Preferences): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
