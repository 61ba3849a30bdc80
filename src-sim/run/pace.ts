import type { Agenda, Happens } from './agenda';

/** Simulated time against the clock that the wire's timestamps carry. */
export interface Pace {
  /** Simulated milliseconds since the first morning. */
  now(): number;
  /** ISO instant for the wire. */
  stamp(simulatedAt: number): string;
}

/** Real time: the wire's clock is the machine's, and simulated time runs `speed` times as fast. */
export class RealPace implements Pace {
  readonly #wallStart = Date.now();
  readonly #monotonicStart = performance.now();
  readonly #startsAt: number;
  readonly #speed: number;

  constructor(startsAt: number, speed: number) {
    this.#startsAt = startsAt;
    this.#speed = speed;
  }

  now(): number {
    return this.#startsAt + (performance.now() - this.#monotonicStart) * this.#speed;
  }

  stamp(simulatedAt: number): string {
    return new Date(this.#wallStart + (simulatedAt - this.#startsAt) / this.#speed).toISOString();
  }

  /** Lets things happen when they are due, none waiting for another, until `signal`. Failures go to `onFailure`. */
  async run(agenda: Agenda, signal: AbortSignal, onFailure: (failure: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      for (let happens = agenda.take(this.now()); happens !== undefined; happens = agenda.take(this.now())) {
        start(happens).catch(onFailure);
      }
      const next = agenda.nextAt ?? this.now() + 1_000;
      await pause(Math.min(250, Math.max(1, (next - this.now()) / this.#speed)), signal);
    }
  }
}

/**
 * Lockstep: nothing moves until what is due has been done and has settled. The driver moves the hub's clock in
 * `advance`, to milliseconds since 1970, and resolves when the hub has nothing left to do at that instant.
 */
export class LockstepPace implements Pace {
  readonly #beginsAt: number;
  readonly #advance: (toMs: number) => Promise<void>;
  #now = 0;

  constructor(beginsAt: number, advance: (toMs: number) => Promise<void>) {
    this.#beginsAt = beginsAt;
    this.#advance = advance;
  }

  now(): number {
    return this.#now;
  }

  stamp(simulatedAt: number): string {
    return new Date(this.#beginsAt + simulatedAt).toISOString();
  }

  /** Plays the agenda until `until` (simulated milliseconds). A failure ends the run. */
  async run(agenda: Agenda, until: number): Promise<void> {
    for (let next = agenda.nextAt; next !== undefined && next <= until; next = agenda.nextAt) {
      if (next > this.#now) {
        this.#now = next;
        await this.#advance(this.#beginsAt + next);
      }
      for (let happens = agenda.take(next); happens !== undefined; happens = agenda.take(next)) await happens();
      await this.#advance(this.#beginsAt + this.#now);
    }
    this.#now = until;
    await this.#advance(this.#beginsAt + until);
  }
}

/** Begins at once; whatever goes wrong, now or later, rejects. */
async function start(happens: Happens): Promise<void> {
  await happens();
}

/** Waits, or less if `signal` fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
