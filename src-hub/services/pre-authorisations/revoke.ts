import type { Revocation } from '@shared/contract/http';
import { residualGrants } from '@shared/domain/consent/residual';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { inTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';
import { touchOpenOutages } from './open-outages';
import { ownPms } from './own-pms';
import { grantForChange, grantPublication, grantsOf } from './store';

/**
 * POST /api/pre-authorisations/{id}/revoke: from its COMMIT on, no M5TX uses the grant. Whoever uses it holds its row
 * (grantsInUse), so this waits for uses under way and then tells of them: what was answered can't be unsaid on the wire.
 * @throws Refusal NOT_FOUND (missing or foreign), ALREADY_REVOKED
 */
export async function revokePreAuthorisation(
  ctx: HubContext,
  caller: Caller,
  id: string,
  reason: string,
): Promise<Revocation> {
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    const grant = await grantForChange(work, caller.operatorCode, id);
    if (grant === undefined) throw new Refusal('NOT_FOUND');
    if (grant.revokedAt !== null) throw new Refusal('ALREADY_REVOKED', `revoked at ${grant.revokedAt}`);
    // Read after the lock was had: every use of the grant came before this instant.
    const revokedAt = new Date(ctx.clock.now()).toISOString();
    const revoked: PreAuthorisation = { ...grant, revokedBy: caller.login, revokedAt, revokedReason: reason };
    await work.rows(
      'UPDATE pre_authorisations SET revoked_by = $3, revoked_at = $4, revoked_reason = $5 WHERE operator_code = $1 AND id = $2',
      [caller.operatorCode, id, caller.login, revokedAt, reason],
    );
    work.publish(grantPublication(revoked));
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'pre-authorisation.revoke',
      subject: id,
      detail: { label: grant.label, reason },
    });
    await touchOpenOutages(turn, revoked, 'revoked');
    return {
      preAuthorisation: revoked,
      alreadyAnswered: await alreadyAnswered(work, grant),
      residual: residualGrants(
        grant,
        await grantsOf(work, caller.operatorCode),
        Date.parse(revokedAt),
        await ownPms(work, caller.operatorCode),
      ).map(({ id: other, label }) => ({ id: other, label })),
    };
  });
}

/** Answers that this grant allowed, at jobs that are not over: the technician may still act on them. */
async function alreadyAnswered(work: Work, grant: PreAuthorisation): Promise<Revocation['alreadyAnswered']> {
  return work.rows(
    `SELECT a.infra_ref AS "infraRef", a.pm_ref AS "pmRef", a.test_number AS "testNumber",
            a.is_closing AS "isClosingTest", a.sent_at AS "sentAt", c ->> 'orderingOperatorCode' AS "orderingOperatorCode"
     FROM answers_sent a
     JOIN neighbour_interventions n ON n.operator_code = a.operator_code AND n.infra_ref = a.infra_ref
     CROSS JOIN LATERAL jsonb_array_elements(a.consents) AS c
     WHERE a.operator_code = $1 AND n.closed_at IS NULL AND a.impacted_count > 0
       AND c ->> 'preAuthorisationId' = $2 AND (c ->> 'allowed')::boolean
     ORDER BY a.sent_at DESC, a.infra_ref, 6 LIMIT 1000`,
    [grant.impactedOperatorCode, grant.id],
  );
}
