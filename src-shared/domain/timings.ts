/**
 * Every duration of the protocol and of the engine, in milliseconds, in one place. Those marked [A] are not public
 * (interop.md): they are settings, never constants of the code that uses them.
 */
export interface Timings {
  /** X: least time between two tests of one intervention [A]. */
  readonly testSpacingMs: number;
  /** Y: from the end of the job (HF) to its closing test [A]. */
  readonly closingDelayMs: number;
  /** An M5TX that comes later than this after its M4TX is refused, `DELAI_NON_RESPECTE` [A]. */
  readonly answerDeadlineMs: number;
  /** A dying gasp this close to the loss of a line means that its power went. */
  readonly gaspWindowMs: number;
  /** Operators' clocks differ by up to this much: a closing answer may come that early [A]. */
  readonly clockSkewMs: number;
  /** Losses this close together have one cause (a module, a cable, a PON). */
  readonly burstWindowMs: number;
  /** A cut shorter than this is counted apart from longer ones. */
  readonly shortCutMs: number;
  /** A technician who sees that he pulled the wrong cord has put it back by then [A]. */
  readonly seenSlipMs: number;
  /** Sooner than this after a loss, no operator has a crew of its own at the PM to mend it [A]. */
  readonly soonestCrewMs: number;
  /** Sooner than this after a loss, no crew has spliced a broken fibre; a cord is put back in minutes [A]. */
  readonly soonestSpliceMs: number;
  /** When power comes back, so does the light of a box within this long: it starts and is ranged [A]. */
  readonly boxStartMs: number;
  /** Usual length of a repair and of a connection [S]. */
  readonly usualRepairMs: number;
  readonly usualConnectionMs: number;
  /** A job that nobody ended is given up this long after its start [A]. */
  readonly abandonAfterMs: number;
}

const MINUTE = 60_000;

export const nominalTimings: Timings = {
  testSpacingMs: 2 * MINUTE,
  closingDelayMs: 10 * MINUTE,
  answerDeadlineMs: 3 * MINUTE,
  gaspWindowMs: 10_000,
  clockSkewMs: 5 * MINUTE,
  burstWindowMs: 15_000,
  shortCutMs: 20_000,
  seenSlipMs: 5 * MINUTE,
  soonestCrewMs: 60 * MINUTE,
  soonestSpliceMs: 300 * MINUTE,
  boxStartMs: 3 * MINUTE,
  usualRepairMs: 120 * MINUTE,
  usualConnectionMs: 240 * MINUTE,
  abandonAfterMs: 12 * 60 * MINUTE,
};

/** The same timings when a demonstration runs `speed` times as fast as the day it plays. */
export function scaleTimings(timings: Timings, speed: number): Timings {
  const scaled = Object.fromEntries(Object.entries(timings).map(([name, ms]) => [name, ms / speed]));
  return scaled as unknown as Timings;
}

/** Highest number of intermediate tests of one intervention [S]. */
export const MAX_TESTS = 5;

/** Short cuts after which a line counts as flapping [S/I]. */
export const FLAPPING_CUTS = 5;
