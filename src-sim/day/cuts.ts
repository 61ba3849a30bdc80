import type { Random } from '@shared/demo/random';
import { lineAt, type Network, placesWhere } from './network';
import type { CutPlan, LineAt } from './plan';
import type { CutRates } from './rates';
import { lognormal } from './streams';

interface Work {
  readonly startsAt: number;
  readonly workEndsAt: number;
  readonly workplace: LineAt;
}

/**
 * What a technician tears at one moment of his work, if there is anything to tear. His own customer's line is never
 * among it.
 */
export function planCut(network: Network, work: Work, random: Random, rates: CutRates): CutPlan | undefined {
  const at = Math.round(work.startsAt + (work.workEndsAt - work.startsAt) * (0.1 + 0.8 * random.float()));
  const { cause, lines } = torn(network, work.workplace, random, rates);
  if (lines.length === 0) return undefined;
  const seen = cause === 'PATCH' && random.chance(rates.putBackShare);
  const putBackAfterMs = seen ? Math.round(lognormal(random, rates.putBackMedianMs, 0.8)) : null;
  return { at, cause, lines, putBackAfterMs };
}

function torn(network: Network, workplace: LineAt, random: Random, rates: CutRates): Pick<CutPlan, 'cause' | 'lines'> {
  switch (random.weighted([rates.single, rates.few, rates.module, rates.cable])) {
    case 0:
      return { cause: 'PATCH', lines: beside(network, workplace, 1, random, rates) };
    case 1:
      return { cause: 'PATCH', lines: beside(network, workplace, random.int(2, 4), random, rates) };
    case 2:
      return { cause: 'MODULE', lines: moduleOf(network, workplace) };
    default:
      return { cause: 'CABLE', lines: cableOf(network, workplace) };
  }
}

/** `count` lines next to one another, mostly within reach of the workplace. */
function beside(network: Network, workplace: LineAt, count: number, random: Random, rates: CutRates): LineAt[] {
  const others = network.linesOf(workplace.pmIndex).length - 1;
  if (others < 1) return [];
  const first = firstTorn(network, workplace, random, rates);
  const lines = [first];
  for (let step = 1; lines.length < Math.min(count, others); step++) {
    for (const index of [first.index + step, first.index - step]) {
      const inside = index >= 0 && index <= others && index !== workplace.index;
      if (inside && lines.length < count) lines.push({ pmIndex: workplace.pmIndex, index });
    }
  }
  return lines;
}

function firstTorn(network: Network, workplace: LineAt, random: Random, rates: CutRates): LineAt {
  const { pmIndex, index } = workplace;
  const last = network.linesOf(pmIndex).length - 1;
  const where = random.float();
  const within = (from: number, to: number): LineAt[] => {
    const places: LineAt[] = [];
    for (let i = Math.max(0, from); i <= Math.min(last, to); i++) if (i !== index) places.push({ pmIndex, index: i });
    return places;
  };
  const reached = within(index - rates.reach, index + rates.reach);
  const own = lineAt(network, workplace).line.pmModuleName;
  const reachedHere = reached.filter((place) => lineAt(network, place).line.pmModuleName === own);
  if (where < rates.besideShare) return random.pick(reachedHere.length > 0 ? reachedHere : reached);
  const inModule = moduleOf(network, workplace);
  if (where < rates.besideShare + rates.sameModuleShare && inModule.length > 0) return random.pick(inModule);
  return random.pick(within(0, last));
}

/** Every other line of the module in which he works. */
function moduleOf(network: Network, workplace: LineAt): readonly LineAt[] {
  const own = lineAt(network, workplace).line.pmModuleName;
  return placesWhere(network, workplace.pmIndex, ({ line }) => line.pmModuleName === own).filter(
    ({ index }) => index !== workplace.index,
  );
}

/** Every other line of the tube in which he works, and of the next one: one cable's side of the cabinet. */
function cableOf(network: Network, workplace: LineAt): readonly LineAt[] {
  const tubes = [...new Set(network.linesOf(workplace.pmIndex).map(({ line }) => line.tube))];
  const own = tubes.indexOf(lineAt(network, workplace).line.tube);
  const cut = tubes.slice(own, own + 2);
  return placesWhere(network, workplace.pmIndex, ({ line }) => cut.includes(line.tube)).filter(
    ({ index }) => index !== workplace.index,
  );
}
