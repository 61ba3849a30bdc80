import { z } from 'zod';
import { reportKind, session } from './http';

/**
 * Everything that crosses between the page and Electron's main process, one entry a channel. Main registers each
 * request once (src-main/ipc) with sender and schema checked; the preload builds its bridge from this map.
 */
export const themeChoice = z.enum(['system', 'dark', 'light']);
export const languageChoice = z.enum(['fr', 'en']);

/** What is remembered on this workstation; nothing secret. */
export const preferences = z.strictObject({
  language: languageChoice,
  theme: themeChoice,
  sound: z.boolean(),
  /** Addresses of hubs, latest used first. */
  hubs: z.array(z.url({ protocol: /^https?$/ })).max(20),
});
export type Preferences = z.infer<typeof preferences>;

export const exportJob = z.strictObject({
  hub: z.url({ protocol: /^https?$/ }),
  kind: reportKind,
  format: z.enum(['csv', 'json']),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type ExportJob = z.infer<typeof exportJob>;

export const exportOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('saved'), path: z.string(), rows: z.int(), bytes: z.int() }),
  z.strictObject({ outcome: z.literal('cancelled') }),
  /** Nothing is left on disk after a failure. */
  z.strictObject({ outcome: z.literal('failed'), code: z.string(), detail: z.string() }),
]);
export type ExportOutcome = z.infer<typeof exportOutcome>;

const nothing = z.undefined();
const noAnswer = z.void();

/** Page → main, answered. */
export const requests = {
  'preferences.read': { input: nothing, output: preferences },
  'preferences.write': { input: preferences.partial(), output: preferences },
  /** Keeps the session: encrypted by the system's keyring where there is one, else in memory only. */
  'session.keep': {
    input: z.strictObject({ hub: z.url(), session }),
    output: z.strictObject({ persisted: z.boolean() }),
  },
  'session.read': { input: z.strictObject({ hub: z.url() }), output: session.nullable() },
  'session.forget': { input: z.strictObject({ hub: z.url() }), output: noAnswer },
  'export.run': { input: exportJob, output: exportOutcome },
  'export.cancel': { input: nothing, output: noAnswer },
  /** A new critical outage: a desktop notification and a request for attention. */
  'alert.show': {
    input: z.strictObject({ title: z.string().max(200), body: z.string().max(500), outageId: z.string().max(100) }),
    output: noAnswer,
  },
  /** Open alarms shown on the dock or task bar. */
  'badge.set': { input: z.strictObject({ count: z.int().min(0) }), output: noAnswer },
} as const satisfies Readonly<Record<string, { input: z.ZodType; output: z.ZodType }>>;
export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = z.infer<(typeof requests)[N]['output']>;

/** Main → page. */
export const notices = {
  'export.progress': z.strictObject({ rows: z.int(), bytes: z.int(), totalRows: z.int().nullable() }),
  /** The person clicked a desktop notification. */
  'alert.opened': z.strictObject({ outageId: z.string() }),
  /** A menu item or global shortcut. */
  command: z.strictObject({ name: z.enum(['search', 'toggle-theme', 'settings']) }),
} as const satisfies Readonly<Record<string, z.ZodType>>;
export type NoticeName = keyof typeof notices;
export type Notice<N extends NoticeName> = z.infer<(typeof notices)[N]>;

/** What the preload puts on `window.vigie`. Absent in a browser: the web bridge stands in (src-renderer/app). */
export interface Bridge {
  readonly platform: 'desktop';
  request<N extends RequestName>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>;
  /** Returns how to stop listening. */
  listen<N extends NoticeName>(name: N, listener: (notice: Notice<N>) => void): () => void;
}
