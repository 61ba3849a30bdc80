/**
 * The hub's clock: the only source of "now" and of waiting. The real one is the machine's; a simulated day at full
 * speed drives another (bench/impact).
 */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
