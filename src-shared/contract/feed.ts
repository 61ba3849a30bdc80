import { z } from 'zod';
import { infraRef, instant, operatorCode } from '../domain/codes';
import { intervention } from '../domain/intervention';
import { outage } from '../domain/outage';
import { preAuthorisation } from '../domain/pre-authorisation';

/**
 * The live feed: a snapshot at sequence n, then frames. Each operator has its own journal with its own gap-free
 * sequence; a client that sees `from` differ from the last `to`, or a new `epoch`, takes a new snapshot.
 * Socket.io, namespace `/console`: auth {token, since?: {epoch, seq}}; server events below.
 */
export const feedVersion = 1;

const change = <K extends string, T extends z.ZodType>(kind: K, doc: T) =>
  z.strictObject({ seq: z.int(), kind: z.literal(kind), id: z.string(), doc });

/** One entity's new state. Nothing is ever removed: an entity ends in a closed state. */
export const feedChange = z.discriminatedUnion('kind', [
  change('intervention', intervention),
  change('outage', outage),
  change('preAuthorisation', preAuthorisation),
]);
export type FeedChange = z.infer<typeof feedChange>;
export const feedKinds = ['intervention', 'outage', 'preAuthorisation'] as const;
export type FeedKind = (typeof feedKinds)[number];

/** Changes `from` (exclusive) to `to` (inclusive), in sequence order. */
export const frame = z.strictObject({
  epoch: z.string(),
  from: z.int(),
  to: z.int(),
  at: instant,
  changes: z.array(feedChange),
});
export type Frame = z.infer<typeof frame>;

/**
 * A source of what the screen shows: an operator's alarms, or the messages of an infrastructure operator. Silent for
 * longer than `STALE_AFTER_MS`, what it covers is unknown, not OK.
 */
export const source = z.strictObject({
  id: z.string(),
  kind: z.enum(['alarms', 'messages']),
  operatorCode,
  /** Null: never heard. */
  lastHeardAt: instant.nullable(),
});
export type Source = z.infer<typeof source>;

export { STALE_AFTER_MS } from '../domain/freshness';
export const HEARTBEAT_MS = 1_000;

/** Sent every second, changes or none: the hub's clock, the newest sequence, the age of each source. */
export const heartbeat = z.strictObject({ epoch: z.string(), seq: z.int(), at: instant, sources: z.array(source) });
export type Heartbeat = z.infer<typeof heartbeat>;

/** GET /api/snapshot. */
export const snapshot = z.strictObject({
  epoch: z.string(),
  seq: z.int(),
  at: instant,
  operatorCode,
  interventions: z.array(intervention),
  outages: z.array(outage),
  preAuthorisations: z.array(preAuthorisation),
  sources: z.array(source),
});
export type Snapshot = z.infer<typeof snapshot>;

/** Why the hub lets a socket go, or asks for a fresh start. */
export const feedEndings = ['session-ended', 'too-slow', 'shutting-down', 'resync'] as const;
export const feedEnding = z.strictObject({ reason: z.enum(feedEndings) });
export type FeedEnding = z.infer<typeof feedEnding>;

export interface FeedServerEvents {
  frame: (frame: Frame) => void;
  heartbeat: (heartbeat: Heartbeat) => void;
  ending: (ending: FeedEnding) => void;
}

export const feedAuth = z.strictObject({
  token: z.string().min(1).max(200),
  since: z.strictObject({ epoch: z.string().max(64), seq: z.int().min(0) }).optional(),
  /** `/field` alone: changes of this one job, and no empty frames: a phone pays for every byte. */
  infraRef: infraRef.optional(),
});
export type FeedAuth = z.infer<typeof feedAuth>;
