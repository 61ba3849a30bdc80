import type { Attribution, Cause, LineState, Reason } from '../outage';
import type { Timings } from '../timings';
import type { LineWatch } from './line-watch';

/** At or above: the line is the job's. The hub opens an outage at once. */
export const BLAME_THRESHOLD = 0.7;
/** Above: hardly anything else can have been it. Never said of a job while another was at the PM. */
export const HIGH_CONFIDENCE = 0.9;
/** From here to `BLAME_THRESHOLD`: possible. An outage opens as well, marked by its confidence. Below: none. */
export const POSSIBLE_THRESHOLD = 0.4;

/** One job at the PM. Instants are milliseconds since 1970, here as in all of this file. */
export interface JobAtPm {
  readonly infraRef: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly closedAt: number | null;
  /** When the ordering operator first asked who lost service (M3TX): until then nobody was told of a loss. */
  readonly firstTestAt?: number | null;
  /**
   * Where the job works in the PM, as far as inventories tell: where its own line sits, when M1 names a known PTO; else
   * where the known lines of the PBO that it names sit, as a new line starts among them.
   */
  readonly ownPositions?: readonly PmPosition[];
  readonly ownPboRef?: string;
  /** The line the job is about: the technician may unplug it, so it is never listed. */
  readonly ownPtoRef?: string;
}

export interface PmPosition {
  readonly pmModuleName: string;
  readonly pmModulePosition?: string;
}

/** A line of this PM that is down, or was lost since the start of the earliest job. */
export interface LineAtPm {
  readonly operatorCode: string;
  readonly ptoRef: string;
  readonly ponPath: string;
  readonly pmModuleName: string;
  readonly pmModulePosition: string;
  readonly tube: string;
  readonly fibre: string;
  readonly pboRef: string;
  readonly watch: LineWatch;
}

/** How many ONTs of a PON are behind this PM, from the inventory; for each PON of `AssessInput.lines`. */
export interface PonAtPm {
  readonly operatorCode: string;
  readonly ponPath: string;
  readonly ontCount: number;
}

/** Everything about one PM that decides who cut what. */
export interface AssessInput {
  readonly jobs: readonly JobAtPm[];
  /** Planned works at the PM (TP/DERCO feed). */
  readonly knownWorks: readonly { readonly from: number; readonly to: number }[];
  readonly lines: readonly LineAtPm[];
  readonly pons: readonly PonAtPm[];
  readonly timings: Timings;
}

/** `yes` and `possible` are the job's outage; `no`: listed for the record, never blamed. */
export type Blame = 'yes' | 'possible' | 'no';

export interface AssessedLine {
  readonly ptoRef: string;
  readonly state: LineState;
  readonly cause: Cause;
  /** When the line took this state, by the OLT's clock. */
  readonly changedAt: number;
  /** When it was lost. */
  readonly lostAt: number;
  /** When the hub heard of it. */
  readonly heardAt: number;
  /** That this job cut this line, 0–1; 0 where the alarms rule it out. */
  readonly confidence: number;
  readonly blame: Blame;
  /** Another job may as well have done it. */
  readonly ambiguous: boolean;
  /** Cuts under 20 s since the start of the job. */
  readonly shortCuts: number;
  readonly reasons: readonly Reason[];
}

export interface OperatorImpact {
  readonly operatorCode: string;
  /** By ptoRef. Every line of `LineAtPm` that was without light in the job's window, once. */
  readonly lines: readonly AssessedLine[];
  /** Of the blamed and possible lines together: null when there is none, and no outage. */
  readonly attribution: Attribution | null;
}

export interface JobAssessment {
  readonly infraRef: string;
  /** By operatorCode; only operators with a line to list. */
  readonly operators: readonly OperatorImpact[];
}

/** In the order of `AssessInput.jobs`. */
export type Assessment = readonly JobAssessment[];
