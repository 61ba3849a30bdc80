import type { AssessInput, LineAtPm } from './assessment';
import type { Cut } from './line-watch';

/** Losses of which each came within `burstWindowMs` of the one before. */
export interface Burst {
  readonly losses: readonly Loss[];
  readonly lineCount: number;
  readonly ponCount: number;
  readonly operatorCount: number;
  readonly moduleCount: number;
}

export interface Loss {
  readonly line: LineAtPm;
  /** `ponOf(line)`. */
  readonly pon: string;
  readonly cut: Cut;
}

/** What went dark together with one loss: at the whole PM, and of what it shares a module, a tube, a PBO or a PON with. */
export interface Surroundings {
  readonly atPm: Burst;
  readonly onModule: Burst;
  readonly inTube: Burst;
  readonly atPbo: Burst;
  readonly onPon: Burst;
}

/** Identity of a PON: paths are each operator's own. */
export function ponOf({ operatorCode, ponPath }: { readonly operatorCode: string; readonly ponPath: string }): string {
  return `${operatorCode} ${ponPath}`;
}

/** The surroundings of each cut without gasp; those with one corroborate nothing, as each home's power is its own. */
export function surroundings({ lines, timings }: AssessInput): ReadonlyMap<Cut, Surroundings> {
  const losses = lines
    .flatMap((line) => {
      const pon = ponOf(line);
      return line.watch.cuts.map((cut): Loss => ({ line, pon, cut }));
    })
    .filter(({ cut }) => cut.gaspAt === null)
    .sort((a, b) => a.cut.lostAt - b.cut.lostAt);
  const by = (keyOf: (loss: Loss) => string) => burstsBy(losses, keyOf, timings.burstWindowMs);
  const atPm = by(() => '');
  const onModule = by(({ line }) => line.pmModuleName);
  const inTube = by(({ line }) => line.tube);
  const atPbo = by(({ line }) => line.pboRef);
  const onPon = by(({ pon }) => pon);
  return new Map(
    losses.map(({ cut }, i) => [
      cut,
      { atPm: at(atPm, i), onModule: at(onModule, i), inTube: at(inTube, i), atPbo: at(atPbo, i), onPon: at(onPon, i) },
    ]),
  );
}

/** The burst of each loss, among the losses with the same key. `losses` are in order of time. */
function burstsBy(losses: readonly Loss[], keyOf: (loss: Loss) => string, windowMs: number): readonly Burst[] {
  const open = new Map<string, Loss[]>();
  const groups = losses.map((loss) => {
    const key = keyOf(loss);
    const group = open.get(key);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && loss.cut.lostAt - last.cut.lostAt <= windowMs) {
      group.push(loss);
      return group;
    }
    const begun = [loss];
    open.set(key, begun);
    return begun;
  });
  const counted = new Map<Loss[], Burst>();
  return groups.map((group) => {
    const known = counted.get(group) ?? count(group);
    counted.set(group, known);
    return known;
  });
}

function count(losses: readonly Loss[]): Burst {
  if (losses.length === 1) return { losses, lineCount: 1, ponCount: 1, operatorCount: 1, moduleCount: 1 };
  const distinct = (keyOf: (loss: Loss) => unknown) => new Set(losses.map(keyOf)).size;
  return {
    losses,
    lineCount: distinct(({ line }) => line),
    ponCount: distinct(({ pon }) => pon),
    operatorCount: distinct(({ line }) => line.operatorCode),
    moduleCount: distinct(({ line }) => line.pmModuleName),
  };
}

function at(bursts: readonly Burst[], index: number): Burst {
  const burst = bursts[index];
  if (burst === undefined) throw new RangeError(`no loss ${index}`);
  return burst;
}
