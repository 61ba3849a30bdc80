import type { AssessInput, LineAtPm } from './assessment';
import type { Cut } from './line-watch';

/** One stretch without light that no dying gasp explains. */
export interface Loss {
  readonly line: LineAtPm;
  readonly cut: Cut;
  /** `ponOf(line)`. */
  readonly pon: string;
}

/** Losses of which each came within `burstWindowMs` of the one before: they have one cause. Earliest first. */
export class Burst {
  readonly losses: readonly Loss[];
  #lineCount: number | undefined;
  #ponCount: number | undefined;
  #moduleCount: number | undefined;
  #operatorCount: number | undefined;

  constructor(losses: readonly Loss[]) {
    this.losses = losses;
  }

  get lineCount(): number {
    this.#lineCount ??= this.#distinct(({ line }) => line);
    return this.#lineCount;
  }

  get ponCount(): number {
    this.#ponCount ??= this.#distinct(({ pon }) => pon);
    return this.#ponCount;
  }

  get moduleCount(): number {
    this.#moduleCount ??= this.#distinct(({ line }) => line.pmModuleName);
    return this.#moduleCount;
  }

  get operatorCount(): number {
    this.#operatorCount ??= this.#distinct(({ line }) => line.operatorCode);
    return this.#operatorCount;
  }

  #distinct(keyOf: (loss: Loss) => unknown): number {
    return this.losses.length === 1 ? 1 : new Set(this.losses.map(keyOf)).size;
  }
}

/** Identity of a PON: paths are each operator's own. */
export function ponOf({ operatorCode, ponPath }: { readonly operatorCode: string; readonly ponPath: string }): string {
  return `${operatorCode} ${ponPath}`;
}

/** The losses of a PM in order of time. Those with a gasp are left out: each home's power is its own. */
export function lossesOf({ lines }: Pick<AssessInput, 'lines'>): readonly Loss[] {
  const losses: Loss[] = [];
  for (const line of lines) {
    let pon: string | undefined;
    for (const cut of line.watch.cuts) {
      if (cut.gaspAt !== null) continue;
      pon ??= ponOf(line);
      losses.push({ line, cut, pon });
    }
  }
  return losses.sort((a, b) => a.cut.lostAt - b.cut.lostAt);
}

/** The burst of each loss, among the losses with the same key. `losses` are in order of time. */
export function burstsBy(
  losses: readonly Loss[],
  keyOf: (loss: Loss) => string,
  windowMs: number,
): ReadonlyMap<Loss, Burst> {
  const newest = new Map<string, Loss[]>();
  const groups: Loss[][] = [];
  for (const loss of losses) {
    const key = keyOf(loss);
    const group = newest.get(key);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && loss.cut.lostAt - last.cut.lostAt <= windowMs) {
      group.push(loss);
      continue;
    }
    const begun = [loss];
    newest.set(key, begun);
    groups.push(begun);
  }
  const bursts = new Map<Loss, Burst>();
  for (const group of groups) {
    const burst = new Burst(group);
    for (const loss of group) bursts.set(loss, burst);
  }
  return bursts;
}
