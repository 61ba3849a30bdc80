import type { Session } from '@shared/contract/http';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type {
  CriticalAlert,
  Filters,
  LiveStatus,
  MapColumns,
  MapHit,
  MapMarks,
  QueueWindow,
  Selection,
  StateRange,
} from './live';

/** Everything that crosses between the page and its worker. */

/** Page → worker. */
export type Order =
  | { readonly type: 'start'; readonly hub: string; readonly session: Session }
  | { readonly type: 'stop' }
  | { readonly type: 'filters'; readonly filters: Filters }
  | { readonly type: 'window'; readonly first: number; readonly count: number }
  | { readonly type: 'hold'; readonly held: boolean }
  | { readonly type: 'apply-new' }
  | { readonly type: 'select'; readonly outageId: string | null }
  /** The page took the last batch in: the next may come. Until then changes gather in the worker. */
  | { readonly type: 'taken' }
  /** The page is seen again, or the machine woke: look at the clock now. */
  | { readonly type: 'wake' }
  | { readonly type: 'ask'; readonly id: number; readonly question: Question };

export type Question =
  | { readonly type: 'ids'; readonly first: number; readonly last: number }
  | { readonly type: 'at'; readonly pmRef: string }
  | { readonly type: 'search'; readonly text: string; readonly limit: number };

/** What each question is answered with. */
export interface Answers {
  readonly ids: readonly string[];
  readonly at: MapHit | null;
  readonly search: readonly MapHit[];
}

/** The state bytes of a range of PMs, `STATE_BYTES` each. */
export interface StatePatch extends StateRange {
  readonly bytes: Uint8Array;
}

/** What changed since the last batch; absent: nothing did. At most one batch every 50 ms, one at a time. */
export interface Batch {
  readonly status?: LiveStatus;
  readonly queue?: QueueWindow;
  readonly selection?: Selection;
  readonly preAuthorisations?: readonly PreAuthorisation[];
  readonly columns?: MapColumns | null;
  readonly states?: readonly StatePatch[];
  readonly marks?: MapMarks;
}

/** Worker → page. */
export type Report =
  | { readonly type: 'batch'; readonly batch: Batch }
  /** Not batched: the person is waiting for these. */
  | { readonly type: 'critical'; readonly alert: CriticalAlert }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answers[keyof Answers] };
