import type { OperatorCode } from '@shared/domain/codes';
import type { InfraReservation, PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Tx } from '../db/database';

/** Grants and reservations that may bear on some outages, and who may order jobs. */
export interface ConsentFacts {
  readonly grants: readonly PreAuthorisation[];
  readonly reservations: readonly InfraReservation[];
  readonly ordering: readonly OperatorCode[];
}

const grantColumns = `id, label, operator_code AS "impactedOperatorCode",
  ordering_operator_codes AS "orderingOperatorCodes", scope, natures, valid_from AS "validFrom",
  valid_until AS "validUntil", reason, granted_by AS "grantedBy", granted_at AS "grantedAt", revoked_by AS "revokedBy",
  revoked_at AS "revokedAt", revoked_reason AS "revokedReason"`;

/** What decides the consents shown with these outages. */
export async function loadConsentFacts(
  tx: Tx,
  outages: readonly { impactedOperatorCode: string; infraOperatorCode: string; pmRef: string }[],
): Promise<ConsentFacts> {
  const grants = await tx.rows<PreAuthorisation>(
    `SELECT ${grantColumns} FROM pre_authorisations WHERE operator_code = ANY ($1) ORDER BY id`,
    [[...new Set(outages.map((o) => o.impactedOperatorCode))]],
  );
  const reservations = await loadReservations(tx, outages);
  const ordering = await tx.rows<{ code: string }>(`SELECT code FROM operators WHERE 'DO' = ANY (plays) ORDER BY code`);
  return { grants, reservations, ordering: ordering.map((o) => o.code) };
}

/**
 * "Now" for decisions on these grants: read after they were, and never before a revoke that they show, whichever hub's
 * clock wrote it. Milliseconds.
 */
export function decisionTime(grants: readonly PreAuthorisation[], now: number): number {
  return grants.reduce((at, { revokedAt }) => (revokedAt === null ? at : Math.max(at, Date.parse(revokedAt))), now);
}

/** What infrastructure operators keep for themselves at these PMs. */
export async function loadReservations(
  tx: Tx,
  places: readonly { infraOperatorCode: string; pmRef: string }[],
): Promise<InfraReservation[]> {
  const rows = await tx.rows<InfraReservation & { ptoRef: string | null }>(
    `SELECT id, operator_code AS "infraOperatorCode", pm_ref AS "pmRef", pto_ref AS "ptoRef", reason, until
     FROM infra_reservations WHERE operator_code = ANY ($1) AND pm_ref = ANY ($2) ORDER BY id`,
    [[...new Set(places.map((p) => p.infraOperatorCode))], [...new Set(places.map((p) => p.pmRef))]],
  );
  // null is not "absent": a reservation of one line must not be read as one of the whole PM, nor the other way round.
  return rows.map(({ ptoRef, ...rest }) => (ptoRef === null ? rest : { ...rest, ptoRef }));
}
