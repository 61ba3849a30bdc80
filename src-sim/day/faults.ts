import type { Random } from '@shared/demo/random';
import type { Network } from './network';
import { DAY_MS, type FaultPlan, type Flap, type LineAt } from './plan';
import type { FaultRates } from './rates';
import { lognormal, poisson, streamOf } from './streams';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What goes wrong on one day with no technician's doing, by start. Day 0 also brings what was down before. */
export function planFaults(network: Network, seed: number, day: number, rates: FaultRates): readonly FaultPlan[] {
  const lines = lineDraw(network);
  const pmCount = network.pms.length;
  const made: FaultPlan[] = [];
  const each = (
    kind: 'powerOff' | 'outage' | 'pon' | 'fibre' | 'flapping' | 'longDown',
    mean: number,
    make: (random: Random, key: number, at: number) => FaultPlan,
  ): void => {
    const count = poisson(streamOf(seed, kind, day), mean);
    for (let i = 0; i < count; i++) {
      const random = streamOf(seed, kind, day, i);
      made.push(make(random, day * 100_000 + i, Math.round((day + random.float()) * DAY_MS)));
    }
  };
  each('powerOff', rates.powerOffPerLineDay * lines.count, (random, key, at) => {
    const endsAt = at + Math.round(lognormal(random, rates.powerOffMedianMs, 1.2));
    return { kind: 'power-off', key, at, endsAt, lines: [lines.draw(random)] };
  });
  each('outage', rates.outagePerPmDay * pmCount, (random, key, at) => {
    const { pmIndex } = lines.draw(random);
    const share = rates.outageShareMin + random.float() * (rates.outageShareMax - rates.outageShareMin);
    const endsAt = at + Math.round(lognormal(random, rates.outageMedianMs, 0.7));
    return { kind: 'power-off', key, at, endsAt, lines: someOf(network, pmIndex, share, random) };
  });
  each('pon', rates.ponFailurePerPmDay * pmCount, (random, key, at) => {
    const endsAt = at + Math.round(lognormal(random, rates.ponFailureMedianMs, 0.7));
    return { kind: 'pon-failure', key, at, endsAt, near: lines.draw(random) };
  });
  each('fibre', rates.fibreFaultPerLineDay * lines.count, (random, key, at) => {
    const endsAt = at + Math.round(lognormal(random, rates.fibreFaultMedianMs, 0.7));
    return { kind: 'fibre-fault', key, at, endsAt, lines: [lines.draw(random)] };
  });
  each('flapping', rates.flappingPerLineDay * lines.count, (random, key, at) => {
    const cuts = flaps(random, at);
    const last = cuts[cuts.length - 1];
    return {
      kind: 'flapping',
      key,
      at,
      endsAt: last === undefined ? at : last.at + last.lastsMs,
      lines: [lines.draw(random)],
      cuts,
    };
  });
  if (day === 0) {
    each('longDown', rates.longDownShare * lines.count, (random, key) => {
      const at = -Math.round(random.exponential(40 * HOUR)) - HOUR;
      const endsAt = Math.round(random.exponential(5 * DAY_MS));
      return { kind: 'long-down', key, at, endsAt, lines: [lines.draw(random)] };
    });
  }
  return made.sort((a, b) => a.at - b.at || a.key - b.key);
}

/** Five to twenty-five cuts of seconds, minutes apart. */
function flaps(random: Random, at: number): readonly Flap[] {
  const cuts: Flap[] = [];
  let next = at;
  for (let i = random.int(5, 25); i > 0; i--) {
    const lastsMs = Math.round(Math.min(60 * SECOND, 4 * SECOND + random.exponential(6 * SECOND)));
    cuts.push({ at: next, lastsMs });
    next += lastsMs + 30 * SECOND + Math.round(random.exponential(4 * MINUTE));
  }
  return cuts;
}

function someOf(network: Network, pmIndex: number, share: number, random: Random): readonly LineAt[] {
  const pm = network.pms[pmIndex];
  const places: LineAt[] = [];
  for (let index = 0; pm !== undefined && index < pm.lineCount; index++) {
    if (random.chance(share)) places.push({ pmIndex, index });
  }
  return places;
}

/** Any line of the network, all alike; without making the lines. */
function lineDraw(network: Network): { readonly count: number; draw(random: Random): LineAt } {
  const bounds: number[] = [];
  let count = 0;
  for (const pm of network.pms) {
    count += pm.lineCount;
    bounds.push(count);
  }
  return {
    count,
    draw: (random) => {
      const wanted = random.int(0, count - 1);
      let low = 0;
      let high = bounds.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((bounds[middle] ?? 0) > wanted) high = middle;
        else low = middle + 1;
      }
      return { pmIndex: low, index: wanted - (low === 0 ? 0 : (bounds[low - 1] ?? 0)) };
    },
  };
}
