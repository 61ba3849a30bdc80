import type { TimelineEntry } from '@shared/contract/http';
import { covers } from '@shared/domain/consent/scope';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Turn } from '../../engine/turn';

/**
 * A grant or a revoke changes the consent of the operator's open outages in its scope: they are published again, to
 * every reader, and their timeline says so. Bounded: open outages only.
 */
export async function touchOpenOutages(
  { work, touched }: Turn,
  grant: PreAuthorisation,
  kind: Extract<TimelineEntry['kind'], 'granted' | 'revoked'>,
): Promise<void> {
  const rows = await work.rows<{ id: string; infra_ref: string; pm_ref: string; infra: string; department: string }>(
    `SELECT o.id, o.infra_ref, o.pm_ref, o.infra_operator_code AS infra, p.department
     FROM outages o JOIN pms p ON p.operator_code = o.operator_code AND p.pm_ref = o.pm_ref
     WHERE o.operator_code = $1 AND o.closed_at IS NULL ORDER BY o.id`,
    [grant.impactedOperatorCode],
  );
  for (const row of rows) {
    const { pm_ref: pmRef, infra: infraOperatorCode, department } = row;
    if (!covers(grant.scope, { pmRef, infraOperatorCode, department })) continue;
    touched.outages.add(row.id);
    work.note(grant.impactedOperatorCode, row.infra_ref, {
      at: work.at,
      heardAt: work.at,
      kind,
      actor: work.actor.login,
      text: grant.label,
    });
  }
}
