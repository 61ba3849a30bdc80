import type { GrantPreview } from '@shared/contract/http';
import type { OperatorCode } from '@shared/domain/codes';
import { decideByGrants } from '@shared/domain/consent/decide';
import { covers } from '@shared/domain/consent/scope';
import type { GrantDraft, PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import { checkDraft } from './check-draft';
import { type OwnPm, ownPms } from './own-pms';
import { grantsOf } from './store';

/**
 * POST /api/pre-authorisations/preview: what the draft would cover and change, before it is saved: PMs, lines, jobs
 * open there now, the booleans that M5TX would carry, and the standing grants that it overlaps.
 */
export async function previewGrant(ctx: HubContext, caller: Caller, draft: GrantDraft): Promise<GrantPreview> {
  const now = ctx.clock.now();
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const pms = await ownPms(tx, caller.operatorCode, draft.scope);
    checkDraft(draft, ctx.directory, pms, now);
    const covered = pms.filter((pm) => covers(draft.scope, pm));
    const refs = covered.map((pm) => pm.pmRef);
    const [open] = await tx.rows<{ n: number }>(
      `SELECT count(*) AS n FROM neighbour_interventions
       WHERE operator_code = $1 AND ended_at IS NULL AND pm_ref = ANY ($2) AND nature_family = ANY ($3)`,
      [caller.operatorCode, refs, draft.natures],
    );
    const others = await grantsOf(tx, caller.operatorCode);
    return {
      pmCount: covered.length,
      lineCount: covered.reduce((sum, pm) => sum + pm.lineCount, 0),
      openInterventionCount: open?.n ?? 0,
      pmRefs: refs,
      wire: wireOf(caller.operatorCode, draft, covered, others, now),
      overlaps: overlapsOf(draft, covered, others, now),
    };
  });
}

/** The draft as if it stood: what M5TX would carry is decided by the same rule as ever. */
function asIfGranted(operatorCode: OperatorCode, draft: GrantDraft, at: string): PreAuthorisation {
  return {
    ...draft,
    id: 'draft',
    label: 'PA',
    impactedOperatorCode: operatorCode,
    grantedBy: '',
    grantedAt: at,
    revokedBy: null,
    revokedAt: null,
    revokedReason: null,
  };
}

function wireOf(
  operatorCode: OperatorCode,
  draft: GrantDraft,
  covered: readonly OwnPm[],
  others: readonly PreAuthorisation[],
  now: number,
): GrantPreview['wire'] {
  // A grant that begins later is shown as of its first moment.
  const moment = Math.max(now, Date.parse(draft.validFrom));
  const standing = others.filter((g) => g.revokedAt === null && Date.parse(g.validUntil) > moment);
  const withDraft = [...standing, asIfGranted(operatorCode, draft, new Date(moment).toISOString())];
  const networks = [...new Set(covered.map((pm) => pm.infraOperatorCode))].sort();
  return networks.flatMap((infraOperatorCode) => {
    const pms = covered.filter((pm) => pm.infraOperatorCode === infraOperatorCode);
    return [...draft.orderingOperatorCodes].sort().map((orderingOperatorCode) => {
      const allowedBy = (grants: readonly PreAuthorisation[]) =>
        pms.filter((pm) =>
          draft.natures.some(
            (natureFamily) =>
              decideByGrants(
                { ...pm, impactedOperatorCode: operatorCode, orderingOperatorCode, natureFamily },
                grants,
                moment,
              ).allowed,
          ),
        ).length;
      const after = allowedBy(withDraft);
      return {
        infraOperatorCode,
        orderingOperatorCode,
        before: allowedBy(standing) > 0,
        after: after > 0,
        pmCount: after,
      };
    });
  });
}

function overlapsOf(
  draft: GrantDraft,
  covered: readonly OwnPm[],
  others: readonly PreAuthorisation[],
  now: number,
): GrantPreview['overlaps'] {
  return others
    .filter(
      (g) =>
        g.revokedAt === null &&
        Date.parse(g.validUntil) > now &&
        Date.parse(g.validFrom) < Date.parse(draft.validUntil) &&
        g.orderingOperatorCodes.some((code) => draft.orderingOperatorCodes.includes(code)) &&
        g.natures.some((nature) => draft.natures.includes(nature)),
    )
    .map((g) => ({ id: g.id, label: g.label, pmCount: covered.filter((pm) => covers(g.scope, pm)).length }))
    .filter((overlap) => overlap.pmCount > 0);
}
