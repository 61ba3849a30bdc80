import type { JobAtPm, LineAtPm } from './assessment';

/**
 * What each finding says for or against "this job cut this line", in log-odds: they add up, and 1 / (1 + e^−sum) is the
 * confidence. The sums that matter, against the thresholds 0.7 (sum 0.85) and 0.4 (sum −0.41):
 *
 * | a loss without gasp, during the job …                  | sum  | confidence |
 * |--------------------------------------------------------|------|------------|
 * | two positions from the job's own line                  | +2.9 | 0.95       |
 * | on its module, or of its PBO                           | +1.8 | 0.86       |
 * | job's position unknown                                 | +0.3 | 0.57       |
 * | elsewhere in the PM, alone                             | −1.3 | 0.21       |
 * | elsewhere, two of a module at once                     | +1.3 | 0.79       |
 * | elsewhere, a module of several operators at once       | +2.1 | 0.89       |
 * | on its module, after the end                           | +0.3 | 0.57       |
 * | on its module, from a line that always flaps           | −1.2 | 0.23       |
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
  /** Same module, or same PBO: the drawer is pulled, the bundle is moved. Chance alone puts one loss in six there. */
  near: 1.5,
  /** Alone and elsewhere: more often a power cut whose gasp was lost, or a broken drop cable. */
  far: -1.6,
  /** Two lines of one module within seconds have one cause, and it has hands. */
  moduleBurst: 2.6,
  /** So do two of one tube or PBO on different modules; but a digger down the street has hands too. */
  cableBurst: 2,
  /** Operators share nothing but the PM and the cable behind it. */
  severalOperators: 0.8,
  /** The PON's other lines have light: it is not the OLT. */
  neighboursIntact: 0.3,
  /** Much of one PON and nothing else, across modules: a PON that is failing, or whose last alarms were lost. */
  failingPon: -3,
  /** At `FLAPPING_CUTS` short cuts before the job; less before that, in proportion. */
  flapping: -3,
  /** Nobody may touch the PM after the end; but what was badly seated falls later. */
  afterTheEnd: -1.5,
} as const;

/** Positions this close to the job's own are next to it. */
const ADJACENT = 2;

export type Nearness = 'adjacent' | 'near' | 'far' | 'unknown';

/**
 * How near a line sits to where the job works: by its module and position, else by its PBO. Far is only said when the
 * job's module is known: the PBO alone does not tell which modules its lines are next to.
 */
export function nearness(job: JobAtPm, line: LineAtPm): Nearness {
  const { ownPosition, ownPboRef } = job;
  if (ownPosition?.pmModuleName === line.pmModuleName) {
    const distance = distanceOf(ownPosition.pmModulePosition, line.pmModulePosition);
    return distance !== undefined && distance <= ADJACENT ? 'adjacent' : 'near';
  }
  if (ownPboRef !== undefined && ownPboRef === line.pboRef) return 'near';
  return ownPosition === undefined ? 'unknown' : 'far';
}

/** Positions are strings of each operator's own making; those that end in a number can be compared. */
function distanceOf(a: string | undefined, b: string): number | undefined {
  const from = a?.match(/\d+$/)?.[0];
  const to = b.match(/\d+$/)?.[0];
  return from === undefined || to === undefined ? undefined : Math.abs(Number(from) - Number(to));
}

/** Planned works explain a loss better than a job does: at most this much confidence beside them. */
export const KNOWN_WORKS_CAP = 0.2;

/** Share of the odds at which one of several jobs is clearly the one; below it, it is one of several that may be. */
export const CLEAR_SHARE = 0.85;

/** When several jobs may have done it, no one is believed more than this. */
export const AMBIGUOUS_CAP = 0.5;
