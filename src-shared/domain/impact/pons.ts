import type { AssessInput } from './assessment';
import { type Burst, burstsBy, type Loss, ponOf } from './bursts';
import type { Cut } from './line-watch';

/** A PON of fewer ONTs than this is lost whole too easily for that to mean anything. */
const SMALLEST_PON = 4;
/** Share of a PON's ONTs that fail together: not all, since some alarms get lost … */
const WHOLE_SHARE = 0.9;
/** … but of fewer ONTs than this hardly one: one that has light says that the PON has. */
const ALL_BELOW = 20;
/** Fewer losses elsewhere than this share of a PON's own are strays: they say nothing about it. */
const STRAY_SHARE = 0.1;

/** What the PON of a loss tells: it failed, others of its lines have light, or neither can be said. */
export type PonState = 'failed' | 'intact' | 'unknown';

/**
 * Reads PONs from losses. A PON is dark when the OLT says so (`LOS`), or when nearly all of its ONTs went together. It
 * has failed when nothing else did: operators share neither OLTs nor couplers, so a PON that went dark in the same
 * seconds as lines of another operator, or as some lines of a PON that is otherwise well, was cut with them at the PM
 * or in the cable behind it.
 */
export function ponReader({ lines, pons, timings }: AssessInput, losses: readonly Loss[]): (of: Loss) => PonState {
  const ontCounts = new Map(pons.map((pon) => [ponOf(pon), pon.ontCount]));
  const onPon = burstsBy(losses, ({ pon }) => pon, timings.burstWindowMs);
  const atPm = burstsBy(losses, () => '', timings.burstWindowMs);
  const dark = new Map<Burst, boolean>();
  const states = new Map<Burst, PonState>();
  let cutsOfPon: ReadonlyMap<string, readonly Cut[]> | undefined;

  function isDark(burst: Burst, pon: string): boolean {
    const ontCount = ontCounts.get(pon) ?? 0;
    if (burst.losses.some(({ cut }) => cut.lossKind === 'pon')) return true;
    if (ontCount < SMALLEST_PON || burst.lineCount < SMALLEST_PON - 1) return false;
    if (burst.lineCount >= wholeOf(ontCount)) return true;
    cutsOfPon ??= cutsByPon(lines);
    return burst.lineCount + otherwiseDark(burst, cutsOfPon.get(pon) ?? []) >= wholeOf(ontCount);
  }

  function darkAt(loss: Loss): boolean {
    const burst = onPon.get(loss);
    if (burst === undefined) return false;
    const known = dark.get(burst) ?? isDark(burst, loss.pon);
    dark.set(burst, known);
    return known;
  }

  function stateOf(loss: Loss, burst: Burst): PonState {
    if (!darkAt(loss)) return (ontCounts.get(loss.pon) ?? 0) >= SMALLEST_PON ? 'intact' : 'unknown';
    const elsewhere = atPm.get(loss)?.losses.filter((other) => other.pon !== loss.pon) ?? [];
    const foreign = elsewhere.filter((other) => other.line.operatorCode !== loss.line.operatorCode || !darkAt(other));
    return foreign.length >= Math.max(1, burst.lineCount * STRAY_SHARE) ? 'unknown' : 'failed';
  }

  return (loss) => {
    const burst = onPon.get(loss);
    if (burst === undefined) return 'unknown';
    const state = states.get(burst) ?? stateOf(loss, burst);
    states.set(burst, state);
    return state;
  };
}

const wholeOf = (ontCount: number): number => (ontCount < ALL_BELOW ? ontCount : ontCount * WHOLE_SHARE);

function cutsByPon(lines: AssessInput['lines']): ReadonlyMap<string, readonly Cut[]> {
  const cuts = new Map<string, Cut[]>();
  for (const line of lines) {
    const key = ponOf(line);
    const own = cuts.get(key);
    if (own === undefined) cuts.set(key, [...line.watch.cuts]);
    else own.push(...line.watch.cuts);
  }
  return cuts;
}

/** How many of a PON's lines were dark already, or went dark for want of power, when the others were lost. */
function otherwiseDark({ losses }: Burst, cuts: readonly Cut[]): number {
  const moment = losses.at(-1)?.cut.lostAt ?? 0;
  const own = new Set(losses.map(({ cut }) => cut));
  return cuts.filter(
    (cut) => !own.has(cut) && cut.lostAt <= moment && (cut.restoredAt === null || cut.restoredAt > moment),
  ).length;
}
