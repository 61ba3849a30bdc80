import { HEARTBEAT_MS, STALE_AFTER_MS } from '@shared/contract/feed';
import type { Connection } from './live';

/**
 * The connection to a hub's feed as a pure state machine. `table` gives every state an answer to every event: a
 * missing one does not compile. Effects are data; the follower runs them.
 *
 * `since` is when the data shown was last known to be fresh (ISO); null while nothing has been shown yet.
 */
export type State =
  | { readonly at: 'idle' }
  /** Asking the hub's health: is it there, does it speak our feed version. */
  | { readonly at: 'greeting'; readonly attempt: number; readonly since: string | null }
  /** Snapshot asked for. `open`: over a living socket, whose frames wait. */
  | { readonly at: 'syncing'; readonly attempt: number; readonly since: string | null; readonly open: boolean }
  /** The socket is being opened from the cursor; open, it is not live before its first heartbeat (safety 13). */
  | { readonly at: 'opening'; readonly attempt: number; readonly since: string | null }
  | { readonly at: 'live' }
  | { readonly at: 'waiting'; readonly attempt: number; readonly since: string | null }
  | { readonly at: 'refused'; readonly reason: RefusalReason };

export type RefusalReason = Extract<Connection, { state: 'refused' }>['reason'];

export type Event =
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** `continuable`: there is a copy, and the hub may go on from its cursor. */
  | { readonly type: 'greeted'; readonly continuable: boolean }
  | { readonly type: 'synced' }
  /** A heartbeat came over the socket. */
  | { readonly type: 'heard' }
  /** A request failed or the socket closed, for whatever reason but a refusal. */
  | { readonly type: 'lost' }
  | { readonly type: 'refused'; readonly reason: RefusalReason }
  /** A frame or heartbeat shows that the copy can't be continued. */
  | { readonly type: 'gap' }
  /** No heartbeat for as long as `patienceOf` says. */
  | { readonly type: 'silent' }
  | { readonly type: 'retry' };

export type Effect =
  | { readonly do: 'greet' }
  | { readonly do: 'sync' }
  | { readonly do: 'open' }
  /** Lets go of the socket, of running requests and of a waiting retry. */
  | { readonly do: 'release' }
  | { readonly do: 'retry-in'; readonly ms: number }
  /** Forgets the copy: the next connection is for somebody else. */
  | { readonly do: 'forget' };

export interface Circumstance {
  /** When the copy was last known to be the hub's: its last heartbeat, by its clock, ISO 8601. */
  readonly freshAt: string;
  /** 0 ≤ r < 1, for the jitter. */
  readonly random: number;
}

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

/** Reconnects from 0.25 s doubling up to 5 s, each wait spread over its upper half so that consoles don't come as one. */
export const BACKOFF_FIRST_MS = 250;
export const BACKOFF_MAX_MS = 5_000;
/** One heartbeat less than the bar, so that the screen says it within `STALE_AFTER_MS` (safety 13). */
const SILENT_AFTER_MS = STALE_AFTER_MS - HEARTBEAT_MS;

/** A socket being opened may catch up first: nothing is shown as live meanwhile. */
const FIRST_HEARD_WITHIN_MS = 8_000;

/** How long a state bears to hear nothing from its socket, in milliseconds; null: it has none. */
export function patienceOf(state: State): number | null {
  switch (state.at) {
    case 'live':
      return SILENT_AFTER_MS;
    case 'syncing':
      return state.open ? SILENT_AFTER_MS : null;
    case 'opening':
      return FIRST_HEARD_WITHIN_MS;
    default:
      return null;
  }
}

/** The wait before try number `attempt` (from 1), in milliseconds. */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(full * (0.5 + random / 2));
}

type Named<T, K extends string, V> = T extends { readonly [P in K]: V } ? T : never;
type Handler<S extends State['at'], E extends Event['type']> = (
  state: Named<State, 'at', S>,
  event: Named<Event, 'type', E>,
  circumstance: Circumstance,
) => Step;
type Table = { readonly [S in State['at']]: { readonly [E in Event['type']]: Handler<S, E> } };

const RELEASE: Effect = { do: 'release' };
const IDLE: Step = { state: { at: 'idle' }, effects: [RELEASE, { do: 'forget' }] };

const stay = (state: State): Step => ({ state, effects: [] });
const begin = (): Step => ({
  state: { at: 'greeting', attempt: 1, since: null },
  effects: [RELEASE, { do: 'forget' }, { do: 'greet' }],
});
const end = (): Step => IDLE;
const refuse = (_state: State, { reason }: { reason: RefusalReason }): Step => ({
  state: { at: 'refused', reason },
  effects: [RELEASE],
});
/** Lets go of everything and waits for try number `attempt`. */
const wait = (attempt: number, since: string | null, random: number): Step => ({
  state: { at: 'waiting', attempt, since },
  effects: [RELEASE, { do: 'retry-in', ms: backoffMs(attempt, random) }],
});
const again = (state: { attempt: number; since: string | null }, _event: Event, { random }: Circumstance): Step =>
  wait(state.attempt + 1, state.since, random);
const fall = (_state: State, _event: Event, { freshAt, random }: Circumstance): Step => wait(1, freshAt, random);
/** A snapshot before the socket, or after a socket that could not go on. */
const resync = (state: { attempt: number; since: string | null }): Step => ({
  state: { at: 'syncing', attempt: state.attempt, since: state.since, open: false },
  effects: [RELEASE, { do: 'sync' }],
});

const table: Table = {
  idle: {
    start: begin,
    stop: stay,
    greeted: stay,
    synced: stay,
    heard: stay,
    lost: stay,
    refused: stay,
    gap: stay,
    silent: stay,
    retry: stay,
  },
  greeting: {
    start: begin,
    stop: end,
    greeted: (state, { continuable }) =>
      continuable ? { state: { ...state, at: 'opening' }, effects: [{ do: 'open' }] } : resync(state),
    synced: stay,
    heard: stay,
    lost: again,
    refused: refuse,
    gap: stay,
    silent: again,
    retry: stay,
  },
  syncing: {
    start: begin,
    stop: end,
    greeted: stay,
    synced: (state) =>
      state.open
        ? stay({ at: 'live' })
        : { state: { at: 'opening', attempt: state.attempt, since: state.since }, effects: [{ do: 'open' }] },
    heard: stay,
    lost: again,
    refused: refuse,
    /** The snapshot on its way is newer than the gap. */
    gap: stay,
    silent: again,
    retry: stay,
  },
  opening: {
    start: begin,
    stop: end,
    greeted: stay,
    synced: stay,
    heard: () => stay({ at: 'live' }),
    lost: again,
    refused: refuse,
    gap: resync,
    silent: again,
    retry: stay,
  },
  live: {
    start: begin,
    stop: end,
    greeted: stay,
    synced: stay,
    heard: stay,
    lost: fall,
    refused: refuse,
    gap: (_state, _event, { freshAt }) => ({
      state: { at: 'syncing', attempt: 1, since: freshAt, open: true },
      effects: [{ do: 'sync' }],
    }),
    silent: fall,
    retry: stay,
  },
  waiting: {
    start: begin,
    stop: end,
    greeted: stay,
    synced: stay,
    heard: stay,
    lost: stay,
    refused: refuse,
    gap: stay,
    silent: stay,
    retry: (state) => ({ state: { ...state, at: 'greeting' }, effects: [{ do: 'greet' }] }),
  },
  refused: {
    start: begin,
    stop: end,
    greeted: stay,
    synced: stay,
    heard: stay,
    lost: stay,
    refused: stay,
    gap: stay,
    silent: stay,
    retry: stay,
  },
};

/** What the machine does on an event. Pure. */
export function step(state: State, event: Event, circumstance: Circumstance): Step {
  const handle = table[state.at][event.type] as (state: State, event: Event, circumstance: Circumstance) => Step;
  return handle(state, event, circumstance);
}

/** What the page says about it. Anything after the first live moment that is not live shows old data: `stale`. */
export function connectionOf(state: State): Connection {
  switch (state.at) {
    case 'idle':
    case 'live':
      return { state: state.at };
    case 'refused':
      return { state: 'refused', reason: state.reason };
    case 'syncing':
      if (state.since === null || state.open) return { state: 'syncing' };
      return { state: 'stale', since: state.since, attempt: state.attempt };
    case 'greeting':
    case 'opening':
    case 'waiting':
      return state.since === null
        ? { state: 'connecting', attempt: state.attempt }
        : { state: 'stale', since: state.since, attempt: state.attempt };
  }
}
