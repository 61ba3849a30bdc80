import type { Operator } from '@shared/contract/http';
import type { DepartmentCode, OperatorCode, Role } from '@shared/domain/codes';
import type { Timings } from '@shared/domain/timings';
import type { Clock } from './clock';
import type { Database } from './db/database';
import type { Transactor } from './db/work';
import type { PartnerLink } from './partners/link';

/** Who calls, from the verified token alone (safety 3). */
export interface Caller {
  readonly operatorCode: OperatorCode;
  readonly login: string;
  readonly role: Role;
  readonly departments: readonly DepartmentCode[];
}

/** The operators that exist, and which of them live in this hub. Loaded at start; small and public. */
export interface Directory {
  readonly all: ReadonlyMap<OperatorCode, Operator>;
  readonly hosted: readonly OperatorCode[];
  isHosted(code: OperatorCode): boolean;
  /** Operators that may order jobs: the rows of an M5TX matrix. */
  readonly ordering: readonly OperatorCode[];
}

/** What every service works with; made once in hub.ts. */
export interface HubContext {
  readonly db: Database;
  readonly transact: Transactor;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly directory: Directory;
  /** The way to each operator outside that this hub speaks to. */
  readonly partners: ReadonlyMap<OperatorCode, PartnerLink>;
}
