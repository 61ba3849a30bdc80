import type { FeedChange, Heartbeat } from '@shared/contract/feed';
import { STALE_AFTER_MS, silent } from '@shared/domain/freshness';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { openFeed } from '../wire/feed';
import { ask, endsSession, type Outcome } from '../wire/hub';
import { keep, type Seen } from '../wire/kept';
import type { Store } from './store';

/** Waits between two attempts to be heard: short at first, as a street has corners and not walls. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** A connection that says nothing for this long will not. */
const ANSWER_MS = 15_000;

/**
 * Follows the job in hand: the socket first, then the documents as they are; a document that the socket brought meanwhile
 * is newer than the one asked for. Whatever is not heard for `STALE_AFTER_MS` is lost, and sought again.
 * Returns how to stop.
 */
export function followJob(store: Store, token: string, infraRef: string, onSessionEnded: () => void): () => void {
  let close = () => {};
  let attempts = 0;
  let heardAt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  /** What the socket brought while the documents were asked for: it is newer; null: they are not asked for now. */
  let brought: FeedChange[] | null = null;
  let stopped = false;

  function connect(): void {
    clearTimeout(retry);
    retry = undefined;
    close();
    let joined = false;
    heardAt = Date.now();
    close = openFeed(
      { token, infraRef },
      {
        heartbeat: (heartbeat) => {
          heardAt = Date.now();
          store.set({ ahead: Date.parse(heartbeat.at) - heardAt, silence: silenceIn(heartbeat, infraOperatorCode()) });
          const { seen } = store.desk;
          if (joined) {
            if (seen !== null) store.set({ seen: { ...seen, at: heartbeat.at } });
            return;
          }
          joined = true;
          void read(heartbeat.at);
        },
        frame: (frame) => {
          heardAt = Date.now();
          for (const change of frame.changes) apply(change, frame.at);
        },
        lost,
        sessionEnded: onSessionEnded,
      },
    );
  }

  const infraOperatorCode = () => store.desk.job?.declared.infraOperatorCode;

  async function read(at: string): Promise<void> {
    const meanwhile: FeedChange[] = [];
    brought = meanwhile;
    const { pmRef } = store.desk.job?.declared ?? { pmRef: '' };
    const [job, outages] = await Promise.all([
      ask<Intervention>(`/api/interventions/${encodeURIComponent(infraRef)}`, { token }),
      ask<{ items: Outage[] }>(`/api/outages?limit=1000&pmRef=${encodeURIComponent(pmRef)}`, { token }),
    ]);
    if (stopped) return;
    brought = null;
    if (!job.ok || !outages.ok) return failed(job.ok ? outages : job);
    const own = outages.value.items.filter((one) => one.infraRef === infraRef);
    store.see(meanwhile.reduce(withChange, { job: job.value, outages: own, at }));
    attempts = 0;
    store.set({ link: 'live', trouble: null });
  }

  function failed(outcome: Outcome<unknown>): void {
    if (outcome.ok) return;
    if (endsSession(outcome.trouble)) onSessionEnded();
    else {
      if (outcome.trouble.kind === 'refused') store.set({ trouble: outcome.trouble });
      lost();
    }
  }

  function apply(change: FeedChange, at: string): void {
    brought?.push(change);
    const { seen } = store.desk;
    if (seen !== null) store.see({ ...withChange(seen, change), at });
  }

  function lost(): void {
    if (stopped) return;
    close();
    close = () => {};
    const { link, seen } = store.desk;
    if (link === 'live') keep('seen', seen);
    if (link !== 'lost') store.set({ link: 'lost' });
    clearTimeout(retry);
    retry = setTimeout(connect, waits[Math.min(attempts++, waits.length - 1)]);
  }

  /** A phone that wakes, or has a network again, does not wait for its turn. */
  function soon(): void {
    if (store.desk.link === 'live' || document.visibilityState === 'hidden') return;
    attempts = 0;
    connect();
  }

  const watch = setInterval(() => {
    const patience = store.desk.link === 'live' ? STALE_AFTER_MS : ANSWER_MS;
    if (retry === undefined && Date.now() - heardAt > patience) lost();
  }, 1_000);
  window.addEventListener('online', soon);
  window.addEventListener('offline', lost);
  document.addEventListener('visibilitychange', soon);
  connect();
  return () => {
    stopped = true;
    clearTimeout(retry);
    clearInterval(watch);
    window.removeEventListener('online', soon);
    window.removeEventListener('offline', lost);
    document.removeEventListener('visibilitychange', soon);
    close();
  };
}

function withChange(seen: Seen, change: FeedChange): Seen {
  switch (change.kind) {
    case 'intervention':
      return { ...seen, job: change.doc };
    case 'outage':
      return { ...seen, outages: [...seen.outages.filter(({ id }) => id !== change.id), change.doc] };
    case 'preAuthorisation':
      return seen;
  }
}

/** Since when the hub has not heard the owner of the network; null: it hears it. */
function silenceIn({ at, sources }: Heartbeat, infraOperatorCode: string | undefined) {
  const source = sources.find(({ kind, operatorCode }) => kind === 'messages' && operatorCode === infraOperatorCode);
  return source !== undefined && silent(source, Date.parse(at)) ? { since: source.lastHeardAt } : null;
}
