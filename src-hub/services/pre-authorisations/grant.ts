import { randomUUID } from 'node:crypto';
import type { GrantDraft, PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { inTurn } from '../../engine/turn';
import { checkDraft } from './check-draft';
import { touchOpenOutages } from './open-outages';
import { ownPms } from './own-pms';
import { grantPublication } from './store';

/**
 * POST /api/pre-authorisations: the caller's operator lets others' technicians repair its lines. It holds from the
 * COMMIT of this transaction for every M5TX compiled after it.
 * @throws Refusal UNKNOWN_OPERATOR, UNKNOWN_PM or INVALID_FIELD (check-draft.ts)
 */
export async function grantPreAuthorisation(
  ctx: HubContext,
  caller: Caller,
  draft: GrantDraft,
): Promise<PreAuthorisation> {
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    checkDraft(draft, ctx.directory, await ownPms(work, caller.operatorCode, draft.scope), ctx.clock.now());
    const grant: PreAuthorisation = {
      ...draft,
      id: randomUUID(),
      label: await nextLabel(work, caller.operatorCode),
      impactedOperatorCode: caller.operatorCode,
      grantedBy: caller.login,
      grantedAt: work.at,
      revokedBy: null,
      revokedAt: null,
      revokedReason: null,
    };
    await insert(work, grant);
    work.publish(grantPublication(grant));
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'pre-authorisation.grant',
      subject: grant.id,
      detail: { ...draft, label: grant.label },
    });
    await touchOpenOutages(turn, grant, 'granted');
    return grant;
  });
}

/** Labels count up in each operator’s own series, one grant at a time. */
async function nextLabel(work: Work, operatorCode: string): Promise<string> {
  await work.rows(`SELECT pg_advisory_xact_lock(hashtext('pre-authorisation-label'), hashtext($1))`, [operatorCode]);
  const [count] = await work.rows<{ n: number }>(
    'SELECT count(*) AS n FROM pre_authorisations WHERE operator_code = $1',
    [operatorCode],
  );
  return `PA-${String((count?.n ?? 0) + 1).padStart(4, '0')}`;
}

async function insert(work: Work, grant: PreAuthorisation): Promise<void> {
  await work.rows(
    `INSERT INTO pre_authorisations (operator_code, id, label, ordering_operator_codes, scope, natures, valid_from,
       valid_until, reason, ticket, granted_by, granted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      grant.impactedOperatorCode,
      grant.id,
      grant.label,
      grant.orderingOperatorCodes,
      JSON.stringify(grant.scope),
      grant.natures,
      grant.validFrom,
      grant.validUntil,
      grant.reason,
      grant.ticket ?? null,
      grant.grantedBy,
      grant.grantedAt,
    ],
  );
}
