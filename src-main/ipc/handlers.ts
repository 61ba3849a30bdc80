import type { Preferences } from '@shared/contract/ipc';
import type { WebContents } from 'electron';
import type { ExportRunner } from '../system/exports';
import type { PreferenceStore } from '../system/preferences';
import type { SessionVault } from '../system/session-vault';
import type { Handlers } from './registrar';

export interface Services {
  readonly preferences: PreferenceStore;
  readonly vault: SessionVault;
  readonly exports: ExportRunner;
  /** What follows a change of preferences outside the page: menu, colours. */
  onPreferences(after: Preferences): void;
  /** A hub that the page's policy does not know yet: the page is loaded again under one that does. */
  onNewHub(contents: WebContents): void;
  notify(contents: WebContents, alert: { title: string; body: string; outageId: string }): void;
  badge(contents: WebContents, count: number): void;
}

/** What main answers to each request: one line a request, the work is in system/. */
export function handlersOf(services: Services): Handlers {
  const { preferences, vault, exports } = services;
  return {
    'preferences.read': () => preferences.read(),
    'preferences.write': (change, from) => {
      const before = new Set(preferences.read().hubs);
      const after = preferences.write(definedOnly(change));
      services.onPreferences(after);
      if (after.hubs.some((hub) => !before.has(hub))) services.onNewHub(from);
      return after;
    },
    'session.keep': ({ hub, session }) => vault.keep(hub, session),
    'session.read': ({ hub }) => vault.read(hub),
    'session.forget': ({ hub }) => vault.forget(hub),
    'export.run': (job, from) => exports.run(job, from),
    'export.cancel': () => exports.cancel(),
    'alert.show': (alert, from) => services.notify(from, alert),
    'badge.set': ({ count }, from) => services.badge(from, count),
  };
}

/** Absent and undefined are one thing on this wire: what is not given stays as it is. */
function definedOnly<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
