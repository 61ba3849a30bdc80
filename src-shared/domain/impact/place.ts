import type { JobAtPm, LineAtPm, PmPosition } from './assessment';
import type { Burst } from './bursts';

/** Positions this close to where the job works are next to it. */
const ADJACENT = 2;
/** Within a hand's breadth: connectors stand about a centimetre and a half apart. */
const REACH = 6;

/** How near to where the job works, nearest first; `unknown`: the job's place is not known. */
export const nearnesses = ['adjacent', 'reach', 'module', 'far', 'unknown'] as const;
export type Nearness = (typeof nearnesses)[number];

/**
 * Makes the reader of how near a job works to what went dark together. One cause has one place: a job that is near any
 * part of a burst is near all of it, so a cable cut by one job is not taken for another's because it ends on its module.
 */
export function placeReader(job: JobAtPm): (together: Burst) => Nearness {
  const positions = new Map<string, (number | undefined)[]>();
  for (const { pmModuleName, pmModulePosition } of job.ownPositions ?? []) {
    const onModule = positions.get(pmModuleName) ?? [];
    positions.set(pmModuleName, onModule);
    onModule.push(numberOf(pmModulePosition));
  }
  const known = new Map<Burst, Nearness>();

  function nearest(together: Burst): Nearness {
    let best = nearnesses.length - 1;
    for (const { line } of together.losses) {
      best = Math.min(best, nearnesses.indexOf(nearnessOf(line, job.ownPboRef, positions)));
      if (best === 0) break;
    }
    return nearnesses[best] ?? 'unknown';
  }

  return (together) => {
    const place = known.get(together) ?? nearest(together);
    known.set(together, place);
    return place;
  };
}

/**
 * One line: by its module and position, else by its PBO. Far is only said when the job's place is known: a PBO of which
 * no inventory knows a line does not tell which modules it comes to.
 */
function nearnessOf(
  line: LineAtPm,
  ownPboRef: string | undefined,
  positions: ReadonlyMap<string, readonly (number | undefined)[]>,
): Nearness {
  const own = positions.get(line.pmModuleName);
  if (own !== undefined) {
    const at = numberOf(line.pmModulePosition);
    const distance = Math.min(...own.map((position) => distanceOf(position, at)));
    if (distance <= ADJACENT) return 'adjacent';
    if (distance <= REACH) return 'reach';
  }
  if (ownPboRef !== undefined && ownPboRef === line.pboRef) return 'reach';
  if (own !== undefined) return 'module';
  return positions.size === 0 ? 'unknown' : 'far';
}

function distanceOf(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined ? Number.POSITIVE_INFINITY : Math.abs(a - b);
}

/** Positions are strings of each operator's own making; those that end in a number can be compared. */
function numberOf(position: PmPosition['pmModulePosition']): number | undefined {
  const digits = position?.match(/\d+$/)?.[0];
  return digits === undefined ? undefined : Number(digits);
}
