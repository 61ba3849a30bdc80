import type { Source } from '@shared/contract/feed';
import type { Session } from '@shared/contract/http';
import type { DepartmentCode, OperatorCode } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { NatureFamily } from '@shared/domain/nature';
import type { Outage, OutageState, Severity } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';

/**
 * The page's window onto the worker that holds the socket and the folded state. Live rows stay in the worker: React gets
 * counts, the rows of the visible window, and the one outage that is selected; the map gets typed-array columns.
 */

/** A value that changes, in the shape `useSyncExternalStore` wants. */
export interface Readable<T> {
  get(): T;
  /** Returns how to unsubscribe. */
  subscribe(listener: () => void): () => void;
}

export type Connection =
  | { readonly state: 'idle' }
  | { readonly state: 'connecting'; readonly attempt: number }
  /** Snapshot asked for, not yet folded. */
  | { readonly state: 'syncing' }
  | { readonly state: 'live' }
  /** The socket is gone or a heartbeat is missing: what is shown is from `since`. */
  | { readonly state: 'stale'; readonly since: string; readonly attempt: number }
  /** The hub speaks another feed version, or refuses this session: trying again would not help. */
  | { readonly state: 'refused'; readonly reason: 'session-ended' | 'other-version' | 'forbidden' };

export interface SourceAge extends Source {
  /** Seconds by the hub's clock; null: never heard. */
  readonly ageSeconds: number | null;
  readonly silent: boolean;
}

/** Changes at most a few times a second. */
export interface LiveStatus {
  readonly connection: Connection;
  readonly sources: readonly SourceAge[];
  /** Hub's clock minus this machine's, in milliseconds: ages on screen are by the hub's clock. */
  readonly clockOffsetMs: number;
  /** Outages not closed, by severity, after the filters other than severity. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Waiting for somebody, whatever the filters: a filter must not silence the alarm. */
  readonly unacknowledged: number;
  readonly unacknowledgedCritical: number;
  readonly openInterventions: number;
  readonly pmCount: number;
}

export interface Filters {
  readonly departments: readonly DepartmentCode[];
  readonly infraOperators: readonly OperatorCode[];
  readonly impactedOperators: readonly OperatorCode[];
  readonly natures: readonly NatureFamily[];
  readonly states: readonly OutageState[];
  readonly severities: readonly Severity[];
  /** Free text against PM, commune, references. */
  readonly text: string;
}

export interface QueueRow {
  readonly outage: Outage;
  readonly commune: string;
  readonly department: DepartmentCode;
  readonly natureFamily: NatureFamily;
}

/** The rows on screen. Order is severity, then age; it holds still while `hold` is on, and new ones are counted. */
export interface QueueWindow {
  readonly first: number;
  readonly rows: readonly QueueRow[];
  readonly total: number;
  /** Outages that arrived, or moved up, while the order was held. */
  readonly newCount: number;
}

export interface Selection {
  readonly outage: Outage | null;
  readonly intervention: Intervention | null;
}

/** A new or re-alarmed critical outage, for sound and notification. Each is announced once. */
export interface CriticalAlert {
  readonly outageId: string;
  readonly pmRef: string;
  readonly commune: string;
  readonly downCount: number;
  /** How many more are announced by the same alert: at sign-in, those that nobody acknowledged come as one. */
  readonly others: number;
}

/** Bytes of one PM in `MapColumns.states`. */
export const STATE_BYTES = 4;
export const stateByte = { severity: 0, interventions: 1, unknown: 2, hidden: 3 } as const;
/** Worst severity of a PM's open outages as `MapColumns.states` and `MapMarks.severity` code it. */
export const severityCode: Readonly<Record<Severity, number>> = {
  none: 0,
  warning: 1,
  minor: 2,
  major: 3,
  critical: 4,
};
export const severityOfCode: readonly Severity[] = ['none', 'warning', 'minor', 'major', 'critical'];

/** Every PM as columns for the map: entry i of each is PM i. `states` changes in place; the rest never does. */
export interface MapColumns {
  readonly length: number;
  readonly pmRefs: readonly string[];
  /** Longitude, latitude of PM i at 2i, 2i + 1, in degrees. */
  readonly positions: Float64Array;
  readonly lineCounts: Uint32Array;
  readonly infraOperator: Uint16Array;
  readonly infraOperators: readonly OperatorCode[];
  readonly commune: Uint32Array;
  readonly communes: readonly { readonly name: string; readonly department: DepartmentCode }[];
  readonly approximate: Uint8Array;
  /** STATE_BYTES a PM, see `stateByte`: severity code, open interventions (255 at most), unknown, hidden by filters. */
  readonly states: Uint8Array;
}

/** PMs with open outages after filters, as columns, in no order. */
export interface MapMarks {
  readonly length: number;
  /** Index into MapColumns. */
  readonly pm: Uint32Array;
  readonly severity: Uint8Array;
  readonly downCount: Uint32Array;
  readonly outageCount: Uint32Array;
  /** 1: at least one outage there is not acknowledged. */
  readonly unacknowledged: Uint8Array;
}

/** First PM and number of PMs whose state bytes changed. */
export interface StateRange {
  readonly first: number;
  readonly count: number;
}

/** What the map draws. Typed arrays only: React never reads them row by row. */
export interface LiveMap {
  /** Null until the PMs are here; a new value means other PMs. */
  readonly columns: Readable<MapColumns | null>;
  readonly marks: Readable<MapMarks>;
  /** Called at most every 50 ms, after `columns.get().states` took the change. */
  onStates(listener: (ranges: readonly StateRange[]) => void): () => void;
}

/** Where something on the map is, for hover and click. */
export interface MapHit {
  readonly kind: 'pm' | 'outage' | 'intervention';
  readonly pmRef: string;
  readonly commune: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly infraOperatorCode: OperatorCode;
  readonly lineCount: number;
  readonly approximate: boolean;
  readonly openInterventions: number;
  readonly outages: readonly Outage[];
}

export interface LiveClient {
  start(hub: string, session: Session): void;
  stop(): void;
  readonly status: Readable<LiveStatus>;
  readonly queue: Readable<QueueWindow>;
  readonly selection: Readable<Selection>;
  readonly preAuthorisations: Readable<readonly PreAuthorisation[]>;
  readonly map: LiveMap;
  setFilters(filters: Filters): void;
  setWindow(first: number, count: number): void;
  /** While held, rows change in place, none moves and none is inserted. */
  hold(held: boolean): void;
  /** Takes the waiting ones in: the "N new" pill. */
  applyNew(): void;
  select(outageId: string | null): void;
  /** Ids in the order shown, for range selection and "acknowledge all shown". */
  idsBetween(first: number, last: number): Promise<readonly string[]>;
  /** What stands at a PM now. */
  at(pmRef: string): Promise<MapHit | null>;
  /** PMs, communes and outages that match, for Ctrl K. At most `limit`. */
  search(text: string, limit: number): Promise<readonly MapHit[]>;
  onCritical(listener: (alert: CriticalAlert) => void): () => void;
}
