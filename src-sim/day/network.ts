import type { DemoLine } from '@shared/demo/lines';
import type { DemoPm } from '@shared/demo/world';
import type { LineAt } from './plan';

/** What the simulated operators know of the network: their PMs and, PM by PM, the lines in order of position. */
export interface Network {
  readonly pms: readonly DemoPm[];
  linesOf(pmIndex: number): readonly DemoLine[];
}

/** A network that keeps the lines of the PMs used last: a whole département would fill the memory for nothing. */
export function keepingNetwork(
  pms: readonly DemoPm[],
  linesOfPm: (pm: DemoPm) => readonly DemoLine[],
  kept = 400,
): Network {
  const cache = new Map<number, readonly DemoLine[]>();
  return {
    pms,
    linesOf: (pmIndex) => {
      const known = cache.get(pmIndex);
      const pm = pms[pmIndex];
      const lines = known ?? (pm === undefined ? [] : linesOfPm(pm));
      cache.delete(pmIndex);
      cache.set(pmIndex, lines);
      const oldest = cache.keys().next();
      if (cache.size > kept && !oldest.done) cache.delete(oldest.value);
      return lines;
    },
  };
}

/** Throws RangeError where there is no such line: a plan for another network. */
export function lineAt(network: Network, { pmIndex, index }: LineAt): DemoLine {
  const found = network.linesOf(pmIndex)[index];
  if (found === undefined) throw new RangeError(`no line ${index} at PM ${pmIndex}`);
  return found;
}

/** All lines of the PON that a line hangs on, at this PM. */
export function ponOf(network: Network, near: LineAt): readonly LineAt[] {
  const { operatorCode, line } = lineAt(network, near);
  return placesWhere(
    network,
    near.pmIndex,
    (other) => other.operatorCode === operatorCode && other.line.ponPath === line.ponPath,
  );
}

/** Places of the lines of a PM that satisfy `wanted`, in order of position. */
export function placesWhere(network: Network, pmIndex: number, wanted: (line: DemoLine) => boolean): readonly LineAt[] {
  return network.linesOf(pmIndex).flatMap((line, index) => (wanted(line) ? [{ pmIndex, index }] : []));
}
