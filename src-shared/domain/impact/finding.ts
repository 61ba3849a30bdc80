import type { Cause, Reason } from '../outage';
import type { AssessInput } from './assessment';
import { type Surroundings, surroundings } from './bursts';
import { weights } from './evidence';
import type { Cut } from './line-watch';
import { type PonState, ponReader } from './pons';

/** What one cut shows by itself and by its surroundings, whichever job is asked about. */
export interface Finding {
  readonly cause: Cause;
  /** Log-odds that hands at the PM did it; null where the alarms rule it out. */
  readonly odds: number | null;
  readonly reasons: readonly Reason[];
  /** Planned works were under way. */
  readonly duringWorks: boolean;
}

/** Makes the reader of cuts for one PM. It does not look at the jobs. */
export function finder(input: AssessInput): (cut: Cut) => Finding {
  const around = surroundings(input);
  const readPon = ponReader(input, around);
  return (cut) => {
    if (cut.gaspAt !== null) return ruledOut('power-off', { code: 'dying-gasp' });
    const its = around.get(cut);
    if (its === undefined) return ruledOut('unknown');
    const pon = readPon(its);
    if (pon === 'failed') return ruledOut('pon-failure', { code: 'whole-pon', count: its.onPon.lineCount });
    const duringWorks = input.knownWorks.some(({ from, to }) => cut.lostAt >= from && cut.lostAt <= to);
    return weigh(cut, its, pon, duringWorks);
  };
}

function ruledOut(cause: Cause, ...reasons: readonly Reason[]): Finding {
  return { cause, odds: null, reasons, duringWorks: false };
}

function weigh(cut: Cut, its: Surroundings, pon: PonState, duringWorks: boolean): Finding {
  const reasons: Reason[] = [{ code: 'loss-without-gasp' }];
  let odds: number = cut.lossKind === 'unknown' ? weights.unknownLoss : weights.lossWithoutGasp;
  const shape = shapeOf(its);
  if (pon === 'failing') {
    odds += weights.failingPon;
    reasons.push({ code: 'whole-pon', count: its.onPon.lineCount });
  } else if (shape !== null) {
    odds += shape.weight;
    reasons.push({ code: shape.code, count: shape.burst.lineCount });
    if (shape.burst.operatorCount > 1) {
      odds += weights.severalOperators;
      reasons.push({ code: 'several-operators', count: shape.burst.operatorCount });
    }
  }
  if (pon === 'intact') {
    odds += weights.neighboursIntact;
    reasons.push({ code: 'neighbours-intact' });
  }
  if (duringWorks) reasons.push({ code: 'known-works' });
  const cause = duringWorks ? 'known-works' : (shape?.cause ?? (cut.lossKind === 'unknown' ? 'unknown' : 'patch'));
  return { cause, odds, reasons, duringWorks };
}

interface Shape {
  readonly cause: Cause;
  readonly code: 'cable-burst' | 'module-burst';
  readonly weight: number;
  readonly burst: Surroundings['onModule'];
}

/**
 * The shape of what went dark together: lines of several PONs on one module (the module), lines of one tube or PBO on
 * several modules (the cable), or lines of one PON on one module (several patch cords). Null for a loss alone.
 */
function shapeOf({ onModule, inTube, atPbo }: Surroundings): Shape | null {
  if (onModule.lineCount > 1) {
    const cause = onModule.ponCount > 1 ? 'module' : 'patch';
    return { cause, code: 'module-burst', weight: weights.moduleBurst, burst: onModule };
  }
  const cable = [atPbo, inTube].find(({ moduleCount }) => moduleCount > 1);
  return cable === undefined ? null : { cause: 'cable', code: 'cable-burst', weight: weights.cableBurst, burst: cable };
}
