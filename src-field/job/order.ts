import type { FieldLine, Standing } from './lines';

const natural = new Intl.Collator('fr', { numeric: true });

/** What can be done first; what only has to be known last. */
const rank: Readonly<Record<Standing['kind'], number>> = { repair: 0, wait: 1, ask: 1, leave: 2, back: 3 };

/**
 * Lines in the order to repair them: what may be repaired first; among those, along the panel (module, then position),
 * so that hands move once over it and the order does not jump when a line comes back.
 */
export function inRepairOrder(lines: readonly FieldLine[]): readonly FieldLine[] {
  return [...lines].sort(
    (a, b) =>
      rank[a.standing.kind] - rank[b.standing.kind] ||
      Number(a.route === null) - Number(b.route === null) ||
      natural.compare(a.route?.pmModuleName ?? '', b.route?.pmModuleName ?? '') ||
      natural.compare(a.route?.pmModulePosition ?? '', b.route?.pmModulePosition ?? '') ||
      natural.compare(a.ptoRef, b.ptoRef),
  );
}

/** How many lines stand how; `down`: all that are not back. */
export interface Tally {
  readonly down: number;
  readonly repair: number;
  readonly leave: number;
  /** Not known before a test, or before its answers. */
  readonly open: number;
  readonly back: number;
}

export function tallyOf(lines: readonly FieldLine[]): Tally {
  const count = (...kinds: Standing['kind'][]) => lines.filter(({ standing }) => kinds.includes(standing.kind)).length;
  return {
    down: lines.length - count('back'),
    repair: count('repair'),
    leave: count('leave'),
    open: count('ask', 'wait'),
    back: count('back'),
  };
}
