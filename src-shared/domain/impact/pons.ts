import type { AssessInput } from './assessment';
import { type Burst, ponOf, type Surroundings } from './bursts';
import type { Cut } from './line-watch';

/** A PON of fewer ONTs than this is lost whole too easily for that to mean anything. */
const SMALLEST_PON = 4;
/** Share of a PON's ONTs that fail together: not all, since some alarms get lost. */
const WHOLE_SHARE = 0.9;

/** What the PON of a loss tells: it failed, it seems to be failing, its other lines have light, or nothing. */
export type PonState = 'failed' | 'failing' | 'intact' | 'unknown';

/**
 * Reads PONs from losses: a PON has failed when the OLT says so (`LOS`), or when nearly all of its ONTs went dark
 * together. A pulled module can take a small PON whole too; what else the module took gives it away.
 */
export function ponReader(
  { lines, pons }: AssessInput,
  around: ReadonlyMap<Cut, Surroundings>,
): (of: Surroundings) => PonState {
  const ontCounts = new Map(pons.map((pon) => [ponOf(pon), pon.ontCount]));
  const cutsOfPon = new Map<string, Cut[]>();
  for (const line of lines) {
    const key = ponOf(line);
    const cuts = cutsOfPon.get(key);
    if (cuts === undefined) cutsOfPon.set(key, [...line.watch.cuts]);
    else cuts.push(...line.watch.cuts);
  }
  const read = new Map<Burst, boolean>();

  function whole(burst: Burst): boolean {
    const known = read.get(burst);
    if (known !== undefined) return known;
    const [first] = burst.losses;
    const key = first?.pon ?? '';
    const ontCount = ontCounts.get(key) ?? 0;
    const result =
      burst.losses.some(({ cut }) => cut.lossKind === 'pon') ||
      (ontCount >= SMALLEST_PON &&
        burst.lineCount >= SMALLEST_PON - 1 &&
        burst.lineCount + otherwiseDark(burst, cutsOfPon.get(key) ?? []) >= ontCount * WHOLE_SHARE);
    read.set(burst, result);
    return result;
  }

  return ({ atPm, onModule, onPon }) => {
    const [first] = onPon.losses;
    if (first === undefined) return 'unknown';
    if (whole(onPon)) {
      const others = onPon.moduleCount > 1 ? [] : onModule.losses.filter(({ pon }) => pon !== first.pon);
      const pulled = others.some(({ line, cut }) => {
        if (line.operatorCode !== first.line.operatorCode) return true;
        const its = around.get(cut);
        return its !== undefined && !whole(its.onPon);
      });
      return pulled ? 'intact' : 'failed';
    }
    if (atPm.ponCount === 1 && onPon.moduleCount > 1 && onPon.lineCount >= SMALLEST_PON - 1) return 'failing';
    return (ontCounts.get(first.pon) ?? 0) >= SMALLEST_PON ? 'intact' : 'unknown';
  };
}

/** How many of a PON's lines were dark already, or went dark for want of power, when the others were lost. */
function otherwiseDark({ losses }: Burst, cuts: readonly Cut[]): number {
  const moment = losses.at(-1)?.cut.lostAt ?? 0;
  const own = new Set(losses.map(({ cut }) => cut));
  return cuts.filter(
    (cut) => !own.has(cut) && cut.lostAt <= moment && (cut.restoredAt === null || cut.restoredAt > moment),
  ).length;
}
