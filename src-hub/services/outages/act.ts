import type { OutageAction, OutageActionResult } from '@shared/contract/http';
import { type Action, may } from '@shared/domain/authorisation';
import type { OutageState, Relation } from '@shared/domain/outage';
import { nextOutageState } from '@shared/domain/outage-life';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { lockPms } from '../../engine/locks';
import { inTurn, type Turn } from '../../engine/turn';
import { Refusal } from '../../refusals';

/** One outage on the caller's desk. */
interface OnDesk {
  readonly id: string;
  readonly relation: Relation;
  readonly state: OutageState;
  readonly infra_ref: string;
  readonly all_restored: boolean;
  readonly confirmed: boolean;
  readonly closed: boolean;
}

type FailureCode = 'NOT_FOUND' | 'FORBIDDEN' | 'ALREADY_CLOSED';

const actionNeeds: Readonly<Record<OutageAction['action'], Action>> = {
  acknowledge: 'outage.acknowledge',
  comment: 'outage.comment',
  dismiss: 'outage.dismiss',
};

/**
 * POST /api/outages/actions: acknowledge, comment or dismiss, one or thousands, in one transaction. Acknowledgement and
 * comments are each desk's own; a dismissal closes the outage for everybody, so only the impacted operator has it. The
 * answer says what became of each: what failed says why, and hinders none of the others.
 * @throws Refusal FORBIDDEN when the caller's role may not do this at all
 */
export async function actOnOutages(ctx: HubContext, caller: Caller, input: OutageAction): Promise<OutageActionResult> {
  const needed = actionNeeds[input.action];
  if (!may(caller.role, needed)) throw new Refusal('FORBIDDEN');
  const ids = [...new Set(input.outageIds)];
  return inTurn(ctx, caller, async (turn) => {
    const found = await onDesk(turn.work, caller, ids);
    const failed: { id: string; code: FailureCode }[] = [];
    const accepted: OnDesk[] = [];
    for (const id of ids) {
      const outage = found.get(id);
      // An outage that the role cannot see is to it as one that does not exist.
      if (outage === undefined || !may(caller.role, 'outage.read', outage.relation))
        failed.push({ id, code: 'NOT_FOUND' });
      else if (!may(caller.role, needed, outage.relation)) failed.push({ id, code: 'FORBIDDEN' });
      else if (outage.closed && input.action !== 'comment') failed.push({ id, code: 'ALREADY_CLOSED' });
      else accepted.push(outage);
    }
    if (accepted.length > 0) await carryOut(turn, caller, input, accepted);
    return { matched: found.size, succeeded: accepted.length, failed };
  });
}

async function onDesk(work: Work, caller: Caller, ids: readonly string[]): Promise<Map<string, OnDesk>> {
  const places = await work.rows<{ pm_ref: string }>(
    `SELECT DISTINCT o.pm_ref FROM outages o JOIN outage_desks d ON d.outage_id = o.id
     WHERE d.operator_code = $1 AND o.id = ANY ($2)`,
    [caller.operatorCode, ids],
  );
  await lockPms(
    work,
    places.map((p) => p.pm_ref),
  );
  const rows = await work.rows<OnDesk>(
    `SELECT o.id, d.relation, d.state, o.infra_ref, o.ended_at IS NOT NULL AS all_restored,
            o.confirmed_at IS NOT NULL AS confirmed, d.state = 'closed' AS closed
     FROM outage_desks d JOIN outages o ON o.id = d.outage_id
     WHERE d.operator_code = $1 AND d.outage_id = ANY ($2) ORDER BY o.id FOR UPDATE OF d`,
    [caller.operatorCode, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function carryOut(turn: Turn, caller: Caller, input: OutageAction, outages: readonly OnDesk[]): Promise<void> {
  const { work, touched } = turn;
  const ids = outages.map((o) => o.id);
  switch (input.action) {
    case 'acknowledge':
      await acknowledge(work, caller, outages);
      break;
    case 'comment':
      await work.rows(
        `UPDATE outage_desks SET comments = comments || $3::jsonb WHERE operator_code = $1 AND outage_id = ANY ($2)`,
        [caller.operatorCode, ids, JSON.stringify([{ at: work.at, author: caller.login, text: input.text }])],
      );
      break;
    case 'dismiss':
      await dismiss(work, caller, ids, input.reason);
      break;
  }
  for (const outage of outages) {
    touched.outages.add(outage.id);
    work.note(caller.operatorCode, outage.infra_ref, {
      at: work.at,
      heardAt: work.at,
      kind: ({ acknowledge: 'acknowledged', comment: 'commented', dismiss: 'dismissed' } as const)[input.action],
      actor: caller.login,
      ...('text' in input ? { text: input.text } : {}),
      ...('reason' in input ? { text: input.reason } : {}),
    });
    work.audit({ operatorCode: caller.operatorCode, action: `outage.${input.action}`, subject: outage.id });
  }
}

async function acknowledge(work: Work, caller: Caller, outages: readonly OnDesk[]): Promise<void> {
  const next = outages.map((o) =>
    nextOutageState(o.state, 'acknowledge', { allRestored: o.all_restored, confirmed: o.confirmed }),
  );
  await work.rows(
    `UPDATE outage_desks d SET state = u.state, acknowledged_by = $4, acknowledged_at = $5
     FROM unnest($2::text[], $3::text[]) AS u (id, state) WHERE d.operator_code = $1 AND d.outage_id = u.id`,
    [caller.operatorCode, outages.map((o) => o.id), next, caller.login, work.at],
  );
  await closeWhereSettled(
    work,
    outages.filter((o, i) => o.relation === 'impacted' && next[i] === 'closed').map((o) => o.id),
  );
}

/** The fact closes with its own operator's desk: restored, confirmed and acknowledged there. */
async function closeWhereSettled(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await work.rows(`UPDATE outages SET closed_at = $2, closing = 'restored' WHERE id = ANY ($1) AND closed_at IS NULL`, [
    ids,
    work.at,
  ]);
}

async function dismiss(work: Work, caller: Caller, ids: readonly string[], reason: string): Promise<void> {
  await work.rows(
    `UPDATE outages SET closed_at = $3, closing = 'dismissed', dismissed_reason = $4
     WHERE operator_code = $1 AND id = ANY ($2)`,
    [caller.operatorCode, ids, work.at, reason],
  );
  await work.rows(`UPDATE outage_desks SET state = 'closed' WHERE outage_id = ANY ($1)`, [ids]);
}
