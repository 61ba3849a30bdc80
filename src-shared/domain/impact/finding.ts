import type { Cause, Reason } from '../outage';
import type { AssessInput } from './assessment';
import { Burst, burstsBy, type Loss, lossesOf } from './bursts';
import { weights } from './evidence';
import type { Cut } from './line-watch';
import { type PonState, ponReader } from './pons';
import { powerReader } from './power';

/** What one cut shows by itself and by its surroundings, whichever job is asked about. */
export interface Finding {
  readonly cause: Cause;
  /** Log-odds that hands at the PM did it; null where the alarms rule it out. */
  readonly odds: number | null;
  readonly reasons: readonly Reason[];
  /** Planned works were under way. */
  readonly duringWorks: boolean;
  /** What went dark in the same seconds by the same cause, this line among it; null where ruled out. */
  readonly together: Burst | null;
}

/**
 * Makes the reader of cuts for one PM. It does not look at the jobs. What explains losses without hands is taken away
 * first (a gasp, a PON that failed, a street's power); what remains is read by its shape.
 */
export function finder(input: AssessInput): (cut: Cut) => Finding {
  const findings = new Map<Cut, Finding>();
  const losses = lossesOf(input);
  const readPon = ponReader(input, losses);
  const readPower = powerReader(input, losses);
  const byHand: Loss[] = [];
  for (const loss of losses) {
    const gasps = readPower(loss);
    if (readPon(loss) === 'failed') findings.set(loss.cut, ruledOut('pon-failure', { code: 'whole-pon' }));
    else if (gasps > 0) findings.set(loss.cut, ruledOut('power-off', { code: 'dying-gasp', count: gasps }));
    else byHand.push(loss);
  }
  const { burstWindowMs } = input.timings;
  const onModule = burstsBy(byHand, ({ line }) => line.pmModuleName, burstWindowMs);
  const atPm = burstsBy(byHand, () => '', burstWindowMs);
  for (const loss of byHand) {
    const alone = new Burst([loss]);
    const shape = shapeOf(onModule.get(loss) ?? alone, atPm.get(loss) ?? alone);
    findings.set(loss.cut, weigh(loss, shape, readPon(loss), isDuringWorks(input, loss.cut)));
  }
  return (cut) => findings.get(cut) ?? gasped;
}

const gasped: Finding = ruledOut('power-off', { code: 'dying-gasp' });

function ruledOut(cause: Cause, ...reasons: readonly Reason[]): Finding {
  return { cause, odds: null, reasons, duringWorks: false, together: null };
}

function isDuringWorks({ knownWorks }: AssessInput, { lostAt }: Cut): boolean {
  return knownWorks.some(({ from, to }) => lostAt >= from && lostAt <= to);
}

/** Losses in the same seconds: what was pulled or cut, of how many lines, and the whole of what went with them. */
interface Shape {
  readonly code: 'whole-pon' | 'module-burst' | 'cable-burst' | null;
  readonly cause: Cause;
  readonly burst: Burst;
  readonly together: Burst;
}

/**
 * Lines of one PON all over the cabinet and nothing else: a PON that is failing alarm by alarm, or whose last alarms
 * were lost, as hands take neighbours. Several lines of one module: the module, or patch cords of one PON. Several lines
 * on different modules: the cable.
 */
function shapeOf(onModule: Burst, atPm: Burst): Shape {
  if (atPm.moduleCount >= SCATTERED && atPm.ponCount === 1) {
    return { code: 'whole-pon', cause: 'unknown', burst: atPm, together: atPm };
  }
  if (onModule.lineCount > 1) {
    const cause = onModule.ponCount > 1 ? 'module' : 'patch';
    return { code: 'module-burst', cause, burst: onModule, together: atPm };
  }
  if (atPm.lineCount > 1) return { code: 'cable-burst', cause: 'cable', burst: atPm, together: atPm };
  return { code: null, cause: 'patch', burst: atPm, together: atPm };
}

/** Modules that a hand, or the tubes of one PBO, do not reach at once. */
const SCATTERED = 3;

const shapeWeights = {
  'whole-pon': weights.failingPon,
  'module-burst': weights.moduleBurst,
  'cable-burst': weights.cableBurst,
} as const;

function weigh({ cut }: Loss, shape: Shape, pon: PonState, duringWorks: boolean): Finding {
  const reasons: Reason[] = [{ code: 'loss-without-gasp' }];
  let odds: number = cut.lossKind === 'unknown' ? weights.unknownLoss : weights.lossWithoutGasp;
  if (shape.code !== null) {
    odds += shapeWeights[shape.code];
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
  const cause = shape.code === null && cut.lossKind === 'unknown' ? 'unknown' : shape.cause;
  return { cause: duringWorks ? 'known-works' : cause, odds, reasons, duringWorks, together: shape.together };
}
