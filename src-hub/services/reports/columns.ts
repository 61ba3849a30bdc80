import type { AuditEntry, ReportKind } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Cell } from './csv';

/** What the rows of each kind are. */
export interface ReportRows {
  readonly interventions: Intervention;
  readonly outages: Outage;
  readonly 'pre-authorisations': PreAuthorisation;
  readonly audit: AuditEntry;
}

type Columns<T> = readonly (readonly [name: string, cell: (row: T) => Cell])[];

/** Names of the fields that fit a cell as they are. */
type Flat<T> = { readonly [K in keyof T & string]-?: T[K] extends Cell ? K : never }[keyof T & string];

/** Columns that are fields of the row under their own names. */
function fields<T>(...names: readonly Flat<T>[]): Columns<T> {
  return names.map((name) => [name, (row: T) => row[name] as Cell]);
}

const spaced = (values: readonly string[] | undefined): string | undefined => values?.join(' ');

/**
 * The columns of each CSV report. Other programs read them by name and place: new ones go to the end, none is renamed.
 * No routes, sockets' contents or answers: not every role that exports may see them.
 */
export const reportColumns: { readonly [K in ReportKind]: Columns<ReportRows[K]> } = {
  interventions: fields<Intervention>(
    'infraRef',
    'infraOperatorCode',
    'pmRef',
    'nature',
    'natureFamily',
    'state',
    'startedAt',
    'endedAt',
    'testCount',
    'concurrent',
    'orderingOperatorCode',
    'orderingRef',
  ),
  outages: [
    ...fields<Outage>(
      'id',
      'pmRef',
      'infraRef',
      'infraOperatorCode',
      'impactedOperatorCode',
      'relation',
      'severity',
      'state',
      'raisedAt',
      'reportedAt',
      'endedAt',
      'closedAt',
      'closing',
      'downCount',
      'restoredCount',
    ),
    ['confidence', (outage) => outage.attribution.confidence],
    ['ambiguous', (outage) => outage.attribution.ambiguous],
    ['consentAllowed', (outage) => outage.consent.allowed],
    ['consentRule', (outage) => outage.consent.rule],
    ...fields<Outage>('acknowledgedBy', 'acknowledgedAt'),
    ['ptoRefs', (outage) => spaced(outage.lines.map((line) => line.ptoRef))],
  ],
  'pre-authorisations': [
    ...fields<PreAuthorisation>('id', 'label', 'impactedOperatorCode'),
    ['orderingOperatorCodes', (grant) => spaced(grant.orderingOperatorCodes)],
    ['scope', (grant) => grant.scope.kind],
    [
      'infraOperatorCodes',
      ({ scope }) => ('infraOperatorCodes' in scope ? spaced(scope.infraOperatorCodes) : undefined),
    ],
    ['departments', ({ scope }) => (scope.kind === 'departments' ? spaced(scope.departments) : undefined)],
    ['pmRefs', ({ scope }) => (scope.kind === 'pms' ? spaced(scope.pmRefs) : undefined)],
    ['natures', (grant) => spaced(grant.natures)],
    ...fields<PreAuthorisation>(
      'validFrom',
      'validUntil',
      'reason',
      'ticket',
      'grantedBy',
      'grantedAt',
      'revokedBy',
      'revokedAt',
      'revokedReason',
    ),
  ],
  audit: [
    ...fields<AuditEntry>('id', 'at', 'actor', 'role', 'action', 'subject'),
    ['detail', (entry) => JSON.stringify(entry.detail)],
  ],
};
