import type { OperatorCode } from '@shared/domain/codes';

/**
 * What will happen, decided before it happens and by the seed alone. Instants are milliseconds of simulated time since
 * the first morning, 07:30; nights are left out, so day d begins at d × DAY_MS.
 */
export const DAY_MS = 11 * 3_600_000;

export type TruthCause = 'PATCH' | 'MODULE' | 'CABLE' | 'POWER' | 'PON' | 'OTHER';

/** One line of one PM: `index` is its place in the PM's list of lines. */
export interface LineAt {
  readonly pmIndex: number;
  readonly index: number;
}

/** Lines that a technician cuts at one moment. */
export interface CutPlan {
  readonly at: number;
  readonly cause: 'PATCH' | 'MODULE' | 'CABLE';
  readonly lines: readonly LineAt[];
  /** He sees it and puts them back after this long, whoever's they are; null: he does not notice. */
  readonly putBackAfterMs: number | null;
}

export interface JobPlan {
  /** Unique over all days. */
  readonly key: number;
  readonly orderingOperatorCode: OperatorCode;
  readonly infraOperatorCode: OperatorCode;
  readonly pmIndex: number;
  readonly nature: string;
  readonly startsAt: number;
  /** End of the work itself: tests and repairs come after. */
  readonly workEndsAt: number;
  /** Next to which line he works; of his own operator where `namesPto`. */
  readonly workplace: LineAt;
  /** What M1 tells: the customer's PTO, the PBO that the new line starts from, or nothing. */
  readonly names: 'pto' | 'pbo' | 'nothing';
  /** A repair's line is down before, and back this long before the end of the work. */
  readonly ownLineDownSince: number | null;
  readonly cuts: readonly CutPlan[];
  readonly repeatsStart: boolean;
  readonly asksTooEarly: boolean;
}

interface FaultBase {
  readonly key: number;
  readonly at: number;
  readonly endsAt: number;
}

/** What goes wrong with no technician's doing. */
export type FaultPlan =
  | (FaultBase & { readonly kind: 'power-off'; readonly lines: readonly LineAt[] })
  | (FaultBase & { readonly kind: 'pon-failure'; readonly near: LineAt })
  | (FaultBase & { readonly kind: 'fibre-fault' | 'long-down'; readonly lines: readonly LineAt[] })
  | (FaultBase & { readonly kind: 'flapping'; readonly lines: readonly LineAt[]; readonly cuts: readonly Flap[] });

export interface Flap {
  readonly at: number;
  readonly lastsMs: number;
}
