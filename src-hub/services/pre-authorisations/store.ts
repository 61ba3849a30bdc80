import type { OperatorCode } from '@shared/domain/codes';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Tx } from '../../db/database';
import type { Publication } from '../../db/work';

interface Row {
  readonly id: string;
  readonly label: string;
  readonly operator_code: OperatorCode;
  readonly ordering_operator_codes: OperatorCode[];
  readonly scope: PreAuthorisation['scope'];
  readonly natures: PreAuthorisation['natures'];
  readonly valid_from: string;
  readonly valid_until: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly granted_by: string;
  readonly granted_at: string;
  readonly revoked_by: string | null;
  readonly revoked_at: string | null;
  readonly revoked_reason: string | null;
}

function fromRow(row: Row): PreAuthorisation {
  return {
    id: row.id,
    label: row.label,
    impactedOperatorCode: row.operator_code,
    orderingOperatorCodes: row.ordering_operator_codes,
    scope: row.scope,
    natures: row.natures,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    reason: row.reason,
    ...(row.ticket === null ? {} : { ticket: row.ticket }),
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
    revokedBy: row.revoked_by,
    revokedAt: row.revoked_at,
    revokedReason: row.revoked_reason,
  };
}

/** Every pre-authorisation that these operators ever gave, oldest first. */
export async function grantsOf(tx: Tx, ...operatorCodes: readonly OperatorCode[]): Promise<PreAuthorisation[]> {
  const rows = await tx.rows<Row>(
    'SELECT * FROM pre_authorisations WHERE operator_code = ANY ($1) ORDER BY granted_at, id',
    [operatorCodes],
  );
  return rows.map(fromRow);
}

/**
 * The same, with its rows locked against a revoke until the transaction ends: whoever uses a consent reads it so, and
 * a revoke that was acknowledged is never followed by a use (safety 9).
 */
export async function grantsInUse(tx: Tx, operatorCodes: readonly OperatorCode[]): Promise<PreAuthorisation[]> {
  const rows = await tx.rows<Row>(
    `SELECT * FROM pre_authorisations WHERE operator_code = ANY ($1) AND revoked_at IS NULL
     ORDER BY granted_at, id FOR SHARE`,
    [operatorCodes],
  );
  return rows.map(fromRow);
}

/** One of the operator's, locked for change; undefined when it has none of this id. */
export async function grantForChange(
  tx: Tx,
  operatorCode: OperatorCode,
  id: string,
): Promise<PreAuthorisation | undefined> {
  const [row] = await tx.rows<Row>('SELECT * FROM pre_authorisations WHERE operator_code = $1 AND id = $2 FOR UPDATE', [
    operatorCode,
    id,
  ]);
  return row && fromRow(row);
}

/** What the grantor's own desks get of it: nobody else reads it. */
export function grantPublication(grant: PreAuthorisation): Publication {
  return {
    operatorCode: grant.impactedOperatorCode,
    kind: 'preAuthorisation',
    id: grant.id,
    doc: grant,
    // Revoked ones stay on the screen that lists them.
    live: true,
    at: grant.grantedAt,
  };
}
