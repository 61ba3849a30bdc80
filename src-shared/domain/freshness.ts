/** What freshness reads of a source of the feed. */
export interface Heard {
  /** Null: never heard. */
  readonly lastHeardAt: string | null;
}

/** Silent for longer than this, what a source covers is unknown, not OK (safety.md 13). */
export const STALE_AFTER_MS = 5_000;

/**
 * Whether a source has been silent too long to be believed. A source never heard is silent.
 * @param now milliseconds since 1970, by the hub's clock
 */
export function silent(source: Heard, now: number): boolean {
  if (source.lastHeardAt === null) return true;
  // Written so that an unreadable instant counts as silence.
  return !(now - Date.parse(source.lastHeardAt) <= STALE_AFTER_MS);
}

/**
 * Whether a supervisor may grant or revoke now: only on a live connection and with every one of the operator's own
 * sources heard; someone else's silence hinders nobody (safety.md 13).
 */
export function mayGrant(connectionLive: boolean, ownSources: readonly Heard[], now: number): boolean {
  return connectionLive && ownSources.length > 0 && ownSources.every((source) => !silent(source, now));
}
