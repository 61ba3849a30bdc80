/**
 * What each finding says for or against "this job cut this line", in log-odds: they add up, and 1 / (1 + e^−sum) is the
 * confidence. The sums that matter, against the thresholds 0.7 (sum 0.85) and 0.4 (sum −0.41), on a PON whose other
 * lines have light:
 *
 * | a loss without gasp, during the job …                  | sum  | confidence |
 * |--------------------------------------------------------|------|------------|
 * | two positions from where the job works                 | +2.9 | 0.95       |
 * | within a hand's breadth of it, or of its PBO           | +2.1 | 0.89       |
 * | elsewhere on its module                                | +0.6 | 0.65       |
 * | job's place unknown                                    | +0.3 | 0.57       |
 * | elsewhere in the PM, alone                             | −1.3 | 0.21       |
 * | elsewhere, two of a module at once                     | +1.3 | 0.79       |
 * | elsewhere, a module of several operators at once       | +2.1 | 0.89       |
 * | within a hand's breadth, after the end                 | +0.6 | 0.65       |
 * | within a hand's breadth, back with nobody's doing      | +0.0 | 0.50       |
 * | within a hand's breadth, back with its power           | −0.5 | 0.38       |
 * | job's place unknown, put back to a box that was on     | +1.9 | 0.87       |
 * | within a hand's breadth, from a line that always flaps | −0.9 | 0.29       |
 *
 * Ruled out whatever the sum: lost before the job, power gone, the whole PON lost, planned works.
 */
export const weights = {
  /** Some light is lost at every PM every day: a loss during a job, and nothing more, is a toss-up. */
  lossWithoutGasp: 0,
  /** `INACT` alone does not say that the fibre went: it may have been switched off. */
  unknownLoss: -0.5,
  /** Hands slip on the cords next to the one they hold. */
  adjacent: 2.6,
  /** They reach as far as they are broad; and the lines of one PBO come in one bundle, which is moved as one. */
  reach: 1.8,
  /** The drawer is pulled, the bundle is moved; but a module holds a share of the PM's chance losses, too. */
  module: 0.3,
  /** Alone and elsewhere: more often a power cut whose gasp was lost, or a broken drop cable. */
  far: -1.6,
  /** Two lines of one module within seconds have one cause, and it has hands. */
  moduleBurst: 2.6,
  /** So do two on different modules; but a digger down the street has hands too. */
  cableBurst: 2,
  /** Operators share nothing but the PM and the cable behind it. */
  severalOperators: 0.8,
  /** The PON's other lines have light: it is not the OLT. */
  neighboursIntact: 0.3,
  /** Much of one PON and nothing else, all over the cabinet: a PON that is failing, or whose last alarms were lost. */
  failingPon: -3,
  /** At `FLAPPING_CUTS` short cuts before the job; less before that, in proportion. */
  flapping: -3,
  /** Nobody may touch the PM after the end; but what was badly seated falls later. */
  afterTheEnd: -1.5,
  /**
   * Back before a test told anybody of it, too late for a slip that was seen and too soon for another crew: what hands
   * cut, hands must put back, whereas the power of a home, and with it a box whose gasp was lost, comes back by itself.
   */
  backUnasked: -2.1,
  /**
   * The box waited for its light: no power cut whose gasp was lost, which most chance losses of one line are; and the
   * light was back sooner than a broken fibre is mended.
   */
  putBack: 1.6,
  /** The box waited, but long enough for a crew to have mended whatever broke. */
  mended: 0.5,
  /** Its light came back with its power. */
  boxJustStarted: -2.6,
} as const;

/** Planned works explain a loss better than a job does: at most this much confidence beside them. */
export const KNOWN_WORKS_CAP = 0.2;

/** Share of the odds at which one of several jobs is clearly the one; below it, it is one of several that may be. */
export const CLEAR_SHARE = 0.85;

/** When several jobs may have done it, no one is believed more than this. */
export const AMBIGUOUS_CAP = 0.5;

/**
 * Nor is the one that clearly did it believed more than this, with another at the PM: one hand in fifty pulls a cord far
 * from its own work, beside that of the other.
 */
export const RIVAL_CAP = 0.9;
