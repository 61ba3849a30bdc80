import type { FeedChange, FeedEnding, Frame, Heartbeat, Snapshot } from '@shared/contract/feed';
import { type Effect, type Event, patienceOf, type RefusalReason, type State, step } from './connection';
import { applyChange, type Copy, type Cursor, copyOf, emptyCopy, judgeFrame } from './fold';

/** How a request ended that may not be worth repeating. */
export type Asked<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

/** What an open socket tells. After its closer was called it must tell nothing more. */
export interface SocketListener {
  frame(frame: Frame): void;
  heartbeat(heartbeat: Heartbeat): void;
  ending(ending: FeedEnding): void;
  lost(): void;
  refused(reason: RefusalReason): void;
}

/** The hub, as far as following it needs; the clock and chance too, so that a test can play them. */
export interface HubPort {
  greet(signal: AbortSignal): Promise<Asked<null>>;
  sync(signal: AbortSignal): Promise<Asked<Snapshot>>;
  /** Opens the socket from a cursor; returns how to close it. */
  open(cursor: Cursor, listener: SocketListener): () => void;
  /** Runs once after `ms`; returns how to call it off. */
  later(ms: number, run: () => void): () => void;
  /** Milliseconds on a clock that only goes forward. */
  monotonic(): number;
  random(): number;
}

export interface FollowerListener {
  state(state: State): void;
  /** The whole copy is another one. */
  reset(copy: Copy): void;
  /** These were folded into the copy. */
  changed(changes: readonly FeedChange[], copy: Copy): void;
  heartbeat(heartbeat: Pick<Heartbeat, 'at' | 'sources'>): void;
}

/**
 * Keeps a copy of the hub's state equal to the hub's, through drops, duplicates, restarts and silence (safety 12, 13).
 * Decides nothing itself: `step` and `judgeFrame` do; this runs their effects.
 */
export class Follower {
  #state: State = { at: 'idle' };
  #copy: Copy = emptyCopy();
  #cursor: Cursor | null = null;
  /** False from a gap until the next snapshot: reopening from this cursor would only find the gap again. */
  #continuable = false;
  #freshAt = new Date(0).toISOString();
  #lastHeard = 0;
  /** The sequence a heartbeat promised: by the next heartbeat its frames must be here. */
  #promised: Cursor | null = null;
  #waitingFrames: Frame[] = [];
  #held: (() => void)[] = [];

  constructor(
    private readonly hub: HubPort,
    private readonly listener: FollowerListener,
  ) {}

  start(): void {
    this.#handle({ type: 'start' });
  }

  stop(): void {
    this.#handle({ type: 'stop' });
  }

  /** Call about twice a second and when the machine wakes: notices silence. */
  tick(): void {
    const patience = patienceOf(this.#state);
    if (patience !== null && this.hub.monotonic() - this.#lastHeard > patience) this.#handle({ type: 'silent' });
  }

  #handle(event: Event): void {
    const before = this.#state;
    const { state, effects } = step(before, event, { freshAt: this.#freshAt, random: this.hub.random() });
    this.#state = state;
    for (const effect of effects) this.#run(effect);
    if (state !== before) this.listener.state(state);
  }

  #run(effect: Effect): void {
    switch (effect.do) {
      case 'greet':
        this.#ask(
          (signal) => this.hub.greet(signal),
          () => this.#handle({ type: 'greeted', continuable: this.#continuable }),
        );
        return;
      case 'sync':
        this.#continuable = false;
        this.#ask(
          (signal) => this.hub.sync(signal),
          (snapshot) => this.#take(snapshot),
        );
        return;
      case 'open':
        this.#open();
        return;
      case 'release':
        for (const letGo of this.#held.splice(0)) letGo();
        this.#waitingFrames = [];
        this.#promised = null;
        return;
      case 'retry-in':
        this.#held.push(this.hub.later(effect.ms, () => this.#handle({ type: 'retry' })));
        return;
      case 'forget':
        this.#copy = emptyCopy();
        this.#cursor = null;
        this.#continuable = false;
        this.listener.reset(this.#copy);
        return;
    }
  }

  /** Runs a request unless released meanwhile: then its answer is nobody's. */
  #ask<T>(request: (signal: AbortSignal) => Promise<Asked<T>>, then: (value: T) => void): void {
    const abort = new AbortController();
    this.#held.push(() => abort.abort());
    void request(abort.signal).then((asked) => {
      if (abort.signal.aborted) return;
      if (asked.kind === 'ok') then(asked.value);
      else if (asked.kind === 'lost') this.#handle({ type: 'lost' });
      else this.#handle({ type: 'refused', reason: asked.reason });
    });
  }

  #take(snapshot: Snapshot): void {
    this.#copy = copyOf(snapshot);
    this.#cursor = { epoch: snapshot.epoch, seq: snapshot.seq };
    this.#continuable = true;
    this.#freshAt = snapshot.at;
    this.listener.reset(this.#copy);
    this.listener.heartbeat(snapshot);
    const frames = this.#waitingFrames;
    this.#waitingFrames = [];
    this.#handle({ type: 'synced' });
    for (const frame of frames) this.#fold(frame);
  }

  #open(): void {
    if (!this.#cursor) return;
    this.#lastHeard = this.hub.monotonic();
    const close = this.hub.open(this.#cursor, {
      frame: (frame) => this.#fold(frame),
      heartbeat: (heartbeat) => this.#beat(heartbeat),
      ending: ({ reason }) => {
        if (reason === 'session-ended') this.#handle({ type: 'refused', reason });
        else if (reason === 'resync') this.#gap();
        else this.#handle({ type: 'lost' });
      },
      lost: () => this.#handle({ type: 'lost' }),
      refused: (reason) => this.#handle({ type: 'refused', reason }),
    });
    this.#held.push(close);
  }

  #gap(): void {
    this.#continuable = false;
    this.#promised = null;
    this.#handle({ type: 'gap' });
  }

  #fold(frame: Frame): void {
    if (!this.#cursor) return;
    if (this.#state.at === 'syncing') {
      this.#waitingFrames.push(frame);
      return;
    }
    const verdict = judgeFrame(this.#cursor, frame);
    if (verdict.kind === 'stale') return;
    if (verdict.kind === 'resync') {
      this.#waitingFrames.push(frame);
      this.#gap();
      return;
    }
    for (const change of verdict.changes) applyChange(this.#copy, change);
    this.#cursor = verdict.cursor;
    this.listener.changed(verdict.changes, this.#copy);
  }

  #beat(heartbeat: Heartbeat): void {
    this.#lastHeard = this.hub.monotonic();
    this.#freshAt = heartbeat.at;
    this.listener.heartbeat(heartbeat);
    this.#handle({ type: 'heard' });
    if (this.#state.at !== 'live' || !this.#cursor) return;
    const { epoch, seq } = this.#cursor;
    const missed = this.#promised !== null && this.#promised.epoch === epoch && this.#promised.seq > seq;
    if (heartbeat.epoch !== epoch || missed) this.#gap();
    else this.#promised = { epoch: heartbeat.epoch, seq: heartbeat.seq };
  }
}
