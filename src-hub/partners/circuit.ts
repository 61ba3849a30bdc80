/** Failures in a row after which a partner counts as down. */
const FAILURES = 5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps a partner that is down from costing more than one try now and then. Times are the hub's clock, milliseconds. */
export class Circuit {
  #failures = 0;
  #pauses = 0;
  #until = 0;

  /** How many messages may be tried now: `many`, one to see whether it is back, or none. */
  allowed(now: number, many: number): number {
    if (this.#failures < FAILURES) return many;
    return now >= this.#until ? 1 : 0;
  }

  /** When to try again; the past while it is up. */
  get until(): number {
    return this.#until;
  }

  get isDown(): boolean {
    return this.#failures >= FAILURES;
  }

  heard(): void {
    this.#failures = 0;
    this.#pauses = 0;
    this.#until = 0;
  }

  failed(now: number): void {
    this.#failures += 1;
    if (this.#failures < FAILURES) return;
    this.#until = now + Math.min(FIRST_PAUSE_MS * 2 ** this.#pauses, LONGEST_PAUSE_MS);
    this.#pauses += 1;
  }
}
