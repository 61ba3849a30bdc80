import type { AssessInput } from './assessment';
import type { Loss } from './bursts';

/** One home that loses its power beside a cut is chance; from two on it is the street. */
const FEWEST_GASPS = 2;

/**
 * Reads power cuts of a street from its gasps: where, within seconds of a loss, the PM had at least as many losses with
 * a gasp as without, the power went for all of them. A gasp is best effort: of many homes, some gasps get lost. Hands
 * at the panel make no line gasp. Gives the number of gasps of such a power cut, 0 where it was none.
 */
export function powerReader({ lines, timings }: AssessInput, losses: readonly Loss[]): (of: Loss) => number {
  const gasps: number[] = [];
  for (const { watch } of lines) {
    for (const { gaspAt, lostAt } of watch.cuts) if (gaspAt !== null) gasps.push(lostAt);
  }
  if (gasps.length < FEWEST_GASPS) return () => 0;
  gasps.sort((a, b) => a - b);
  const silent = losses.map(({ cut }) => cut.lostAt);
  return ({ cut }) => {
    const [from, to] = [cut.lostAt - timings.burstWindowMs, cut.lostAt + timings.burstWindowMs];
    const gasping = countBetween(gasps, from, to);
    return gasping >= FEWEST_GASPS && gasping >= countBetween(silent, from, to) ? gasping : 0;
  };
}

/** How many of the sorted instants lie in [from, to]. */
function countBetween(instants: readonly number[], from: number, to: number): number {
  return firstAfter(instants, to) - firstAfter(instants, from - 1);
}

/** Index of the first instant later than `at`. */
function firstAfter(instants: readonly number[], at: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? at) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
