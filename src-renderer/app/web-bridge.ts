import type { Session } from '@shared/contract/http';
import { type Bridge, type Notice, type NoticeName, type Preferences, preferences } from '@shared/contract/ipc';
import type { Handlers } from './bridge';
import { downloadExport } from './web-export';

const STORE = 'vigie.preferences';

/**
 * The bridge in a browser. Preferences are kept by the browser; the session only in this page's memory, because a tab
 * has no keyring and a token is never written in clear (safety 24).
 */
export function createWebBridge(): Pick<Bridge, 'request' | 'listen'> {
  const sessions = new Map<string, Session>();
  const listeners = new Map<NoticeName, Set<(notice: never) => void>>();
  const tell = <N extends NoticeName>(name: N, notice: Notice<N>) => {
    for (const listener of listeners.get(name) ?? []) (listener as (notice: Notice<N>) => void)(notice);
  };
  let running: AbortController | null = null;

  const handlers: Handlers = {
    'preferences.read': async () => readPreferences(),
    'preferences.write': async (change) => {
      const next = preferences.parse({ ...readPreferences(), ...change });
      localStorage.setItem(STORE, JSON.stringify(next));
      return next;
    },
    'session.keep': async ({ hub, session }) => {
      sessions.set(hub, session);
      return { persisted: false };
    },
    'session.read': async ({ hub }) => sessions.get(hub) ?? null,
    'session.forget': async ({ hub }) => void sessions.delete(hub),
    'export.run': async (job) => {
      running?.abort();
      running = new AbortController();
      const token = sessions.get(job.hub)?.accessToken ?? '';
      return downloadExport(job, token, running.signal, (progress) => tell('export.progress', progress));
    },
    'export.cancel': async () => void running?.abort(),
    'alert.show': async ({ title, body, outageId }) => {
      if (!('Notification' in window) || Notification.permission !== 'granted') return;
      const notification = new Notification(title, { body, tag: outageId });
      notification.onclick = () => {
        window.focus();
        tell('alert.opened', { outageId });
      };
    },
    'badge.set': async ({ count }) => {
      document.title = count > 0 ? `(${count}) Vigie` : 'Vigie';
    },
  };
  return {
    request: (name, input) =>
      (handlers[name] as (given: typeof input) => ReturnType<Bridge['request']>)(input) as never,
    listen: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener as (notice: never) => void);
      return () => void set.delete(listener as (notice: never) => void);
    },
  };
}

function readPreferences(): Preferences {
  const stored = preferences.partial().safeParse(parsed(localStorage.getItem(STORE)));
  return { ...firstPreferences(), ...(stored.success ? (stored.data as Partial<Preferences>) : {}) };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function firstPreferences(): Preferences {
  const language = navigator.language.startsWith('en') ? 'en' : 'fr';
  return { language, theme: 'system', sound: true, hubs: [location.origin] };
}
