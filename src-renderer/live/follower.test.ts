import { type FeedChange, type Frame, type Snapshot, STALE_AFTER_MS } from '@shared/contract/feed';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKOFF_MAX_MS, backoffMs, connectionOf, type State } from './connection';
import type { Copy, Cursor } from './fold';
import { type Asked, Follower, type HubPort, type SocketListener } from './follower';
import { anOutage } from './samples';

/** A hub's journal and its sockets, with a network that a test may make as bad as it likes. Time is the test's. */
class PlayedHub implements HubPort {
  epoch = 'e1';
  up = true;
  /** Sockets open, requests are answered, no heartbeat is sent. */
  mute = false;
  now = 0;
  #journal: FeedChange[] = [];
  readonly truth = new Map<string, ReturnType<typeof anOutage>>();
  #sockets = new Set<{ listener: SocketListener; sent: number }>();
  /** Frames on their way to the console. */
  wire: { listener: SocketListener; frame: Frame }[] = [];
  #timers: { due: number; run: () => void }[] = [];

  get seq(): number {
    return this.#journal.at(-1)?.seq ?? 0;
  }

  greet = async (): Promise<Asked<null>> => (this.up ? { kind: 'ok', value: null } : { kind: 'lost' });

  sync = async (): Promise<Asked<Snapshot>> => {
    if (!this.up) return { kind: 'lost' };
    const { epoch, seq, at } = this;
    const outages = [...this.truth.values()];
    const value = {
      epoch,
      seq,
      at,
      operatorCode: 'BYTL',
      interventions: [],
      outages,
      preAuthorisations: [],
      sources: [],
    };
    return { kind: 'ok', value };
  };

  open = (cursor: Cursor, listener: SocketListener): (() => void) => {
    const socket = { listener, sent: cursor.seq };
    if (!this.up) queueMicrotask(() => listener.lost());
    else if (cursor.epoch !== this.epoch) {
      queueMicrotask(() => listener.ending({ reason: 'resync' }));
    } else {
      this.#sockets.add(socket);
      if (!this.mute) queueMicrotask(() => this.#sockets.has(socket) && this.#beatOn(listener));
    }
    return () => {
      this.#sockets.delete(socket);
      this.wire = this.wire.filter((packet) => packet.listener !== listener);
    };
  };

  later = (ms: number, run: () => void): (() => void) => {
    const timer = { due: this.now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  monotonic = () => this.now;
  random = () => 0.5;

  get at(): string {
    return new Date(1_700_000_000_000 + this.now).toISOString();
  }

  change(id: string, downCount: number): void {
    const doc = anOutage(id, { downCount });
    this.truth.set(id, doc);
    this.#journal.push({ seq: this.seq + 1, kind: 'outage', id, doc });
  }

  flush(): void {
    for (const socket of this.#sockets) {
      const changes = this.#journal.filter(({ seq }) => seq > socket.sent);
      if (changes.length === 0) continue;
      const frame = { epoch: this.epoch, from: socket.sent, to: this.seq, at: this.at, changes };
      socket.sent = this.seq;
      this.wire.push({ listener: socket.listener, frame });
    }
  }

  deliver(): void {
    for (const { listener, frame } of this.wire.splice(0)) listener.frame(frame);
  }

  beat(): void {
    if (!this.mute) for (const { listener } of [...this.#sockets]) this.#beatOn(listener);
  }

  #beatOn(listener: SocketListener): void {
    listener.heartbeat({ epoch: this.epoch, seq: this.seq, at: this.at, sources: [] });
  }

  crash(): void {
    this.up = false;
    const sockets = [...this.#sockets];
    this.#sockets.clear();
    this.wire = [];
    for (const { listener } of sockets) listener.lost();
  }

  /** Back, on the same journal or on another (a restored backup): then numbers begin anew. */
  restart(sameJournal: boolean): void {
    this.crash();
    this.up = true;
    if (sameJournal) return;
    this.epoch = `${this.epoch}'`;
    this.#journal = [];
    for (const id of [...this.truth.keys()].slice(1)) this.truth.delete(id);
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    for (const timer of this.#timers.filter(({ due }) => due <= this.now)) {
      this.#timers = this.#timers.filter((other) => other !== timer);
      timer.run();
    }
    await settle();
  }
}

const settle = async () => {
  for (let i = 0; i < 8; i++) await Promise.resolve();
};

function follow(hub: PlayedHub) {
  const seen: { copy: Copy | null; state: State } = { copy: null, state: { at: 'idle' } };
  const follower = new Follower(hub, {
    state: (state) => {
      seen.state = state;
    },
    reset: (copy) => {
      seen.copy = copy;
    },
    changed: (_changes, copy) => {
      seen.copy = copy;
    },
    heartbeat: () => undefined,
  });
  follower.start();
  return { follower, seen };
}

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('change' as const), id: fc.nat(4), n: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('flush', 'deliver', 'beat', 'settle') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('drop', 'duplicate', 'reorder') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('crash', 'restart', 'replace') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(6000) }) },
);

describe('Follower', () => {
  it('safety 12: the copy equals the hub after any mix of drops, duplicates, reorders and restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 80 }), async (acts) => {
        const hub = new PlayedHub();
        const { follower, seen } = follow(hub);
        for (const a of acts) {
          if (a.do === 'change') hub.change(`o${a.id}`, a.n);
          else if (a.do === 'pass') await hub.pass(a.ms);
          else if (a.do === 'flush') hub.flush();
          else if (a.do === 'deliver') hub.deliver();
          else if (a.do === 'beat') hub.beat();
          else if (a.do === 'settle') await settle();
          else if (a.do === 'drop') hub.wire.shift();
          else if (a.do === 'duplicate') hub.wire.push(...hub.wire.slice(0, 1));
          else if (a.do === 'reorder') hub.wire.reverse();
          else if (a.do === 'crash') hub.crash();
          else hub.restart(a.do === 'restart');
          follower.tick();
        }
        hub.up = true;
        for (let i = 0; i < 12; i++) {
          await hub.pass(1_000);
          hub.flush();
          hub.deliver();
          hub.beat();
          follower.tick();
          await settle();
        }
        expect(seen.state.at).toBe('live');
        expect(Object.fromEntries(seen.copy?.outages ?? [])).toEqual(Object.fromEntries(hub.truth));
      }),
      { numRuns: 400 },
    );
  });

  it('safety 13: a hub that falls silent without closing is stale within 5 s, since its last heartbeat', async () => {
    const hub = new PlayedHub();
    const { follower, seen } = follow(hub);
    await settle();
    hub.beat();
    const lastBeat = hub.at;
    expect(connectionOf(seen.state)).toEqual({ state: 'live' });
    for (let waited = 0; waited < STALE_AFTER_MS; waited += 500) {
      await hub.pass(500);
      follower.tick();
      if (seen.state.at !== 'live') break;
    }
    expect(connectionOf(seen.state)).toEqual({ state: 'stale', since: lastBeat, attempt: 1 });
  });

  it('safety 13: a hub that opens sockets but sends no heartbeat stays stale, since its last heartbeat', async () => {
    const hub = new PlayedHub();
    const { follower, seen } = follow(hub);
    await settle();
    hub.beat();
    const lastBeat = hub.at;
    hub.mute = true;
    for (let waited = 0; waited < 60_000; waited += 500) {
      await hub.pass(500);
      follower.tick();
      if (waited + 500 < STALE_AFTER_MS) continue;
      expect(connectionOf(seen.state)).toMatchObject({ state: 'stale', since: lastBeat });
    }
    hub.mute = false;
    await hub.pass(15_000);
    follower.tick();
    await hub.pass(5_000);
    expect(connectionOf(seen.state)).toEqual({ state: 'live' });
  });

  it('safety 13: a first socket without a heartbeat never counts as live', async () => {
    const hub = new PlayedHub();
    hub.mute = true;
    const { follower, seen } = follow(hub);
    for (let waited = 0; waited < 30_000; waited += 500) {
      await hub.pass(500);
      follower.tick();
      expect(seen.state.at).not.toBe('live');
    }
  });

  it('stops trying when the session has ended, and starts anew for the next one', async () => {
    const hub = new PlayedHub();
    hub.sync = async () => ({ kind: 'refused', reason: 'session-ended' });
    const { follower, seen } = follow(hub);
    await settle();
    expect(connectionOf(seen.state)).toEqual({ state: 'refused', reason: 'session-ended' });
    await hub.pass(60_000);
    expect(seen.state.at).toBe('refused');
    follower.start();
    expect(connectionOf(seen.state)).toEqual({ state: 'connecting', attempt: 1 });
  });

  it('waits longer each time, spread, never more than 5 s', () => {
    expect(backoffMs(1, 0)).toBe(125);
    expect(backoffMs(3, 0.999)).toBeLessThanOrEqual(1000);
    expect(backoffMs(50, 0.999)).toBeLessThanOrEqual(BACKOFF_MAX_MS);
    expect(backoffMs(50, 0)).toBe(BACKOFF_MAX_MS / 2);
  });
});
