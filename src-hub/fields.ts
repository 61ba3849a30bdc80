import { type Action, may } from '@shared/domain/authorisation';
import type { Role } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { ImpactedLine, Outage, OutageConsent, Relation } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';

/**
 * Which right each field of a document needs (safety 6). Whole by its type: a new field of an entity does not compile
 * until somebody has said here who may see it, and one that is not of the entity is never copied.
 */
type Fields<T> = { readonly [F in keyof Required<T>]: Action };

const read = 'outage.read';

export const outageFields: Fields<Outage> = {
  id: read,
  relation: read,
  relations: read,
  pmRef: read,
  infraRef: read,
  infraOperatorCode: read,
  impactedOperatorCode: read,
  severity: read,
  state: read,
  raisedAt: read,
  reportedAt: read,
  lastVictimAt: read,
  endedAt: read,
  closedAt: read,
  closing: read,
  attribution: read,
  consent: read,
  lines: read,
  downCount: read,
  restoredCount: read,
  interventionState: read,
  interventionEndedAt: read,
  acknowledgedBy: read,
  acknowledgedAt: read,
  comments: read,
};

export const lineFields: Fields<ImpactedLine> = {
  ptoRef: read,
  state: read,
  cause: read,
  changedAt: read,
  heardAt: read,
  confidence: read,
  shortCuts: read,
  route: 'outage.read-routes',
};

export const consentFields: Fields<OutageConsent> = {
  allowed: read,
  rule: read,
  why: read,
  until: read,
  preAuthorisationId: read,
  matrix: read,
};

const job = 'intervention.read';

export const interventionFields: Fields<Intervention> = {
  infraRef: job,
  infraOperatorCode: job,
  pmRef: job,
  nature: job,
  natureFamily: job,
  state: job,
  startedAt: job,
  endedAt: job,
  testCount: job,
  concurrent: job,
  noTests: job,
  expectedEndAt: job,
  abandoned: job,
  outOfScope: job,
  orderingOperatorCode: job,
  orderingRef: job,
  // Answers carry other operators' sockets: for those who repair and supervise, not for the hotline.
  answers: 'outage.read-routes',
};

const grant = 'pre-authorisation.read';

export const preAuthorisationFields: Fields<PreAuthorisation> = {
  id: grant,
  label: grant,
  impactedOperatorCode: grant,
  orderingOperatorCodes: grant,
  scope: grant,
  natures: grant,
  validFrom: grant,
  validUntil: grant,
  reason: grant,
  ticket: grant,
  grantedBy: grant,
  grantedAt: grant,
  revokedBy: grant,
  revokedAt: grant,
  revokedReason: grant,
};

/** What a role may see does not change between two documents, and one is sent with every change. */
const known = new WeakMap<object, Map<string, readonly string[]>>();

/** The fields of a table that a role may see, being `relations` to the object. */
export function fieldsFor<T>(
  table: Fields<T>,
  role: Role,
  relations: readonly Relation[] = ['impacted'],
): readonly (keyof T)[] {
  const ofTable = known.get(table) ?? new Map<string, readonly string[]>();
  known.set(table, ofTable);
  const key = `${role} ${relations.join(' ')}`;
  const fields =
    ofTable.get(key) ??
    Object.keys(table).filter((name) =>
      relations.some((relation) => may(role, table[name as keyof Fields<T>], relation)),
    );
  ofTable.set(key, fields);
  return fields as (keyof T & string)[];
}

/** `doc` with these fields alone. */
export function picked<T extends object>(doc: T, fields: readonly (keyof T)[]): T {
  const view: Partial<T> = {};
  for (const field of fields) if (doc[field] !== undefined) view[field] = doc[field];
  return view as T;
}
