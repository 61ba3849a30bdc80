import type { RolloutPreview } from '@shared/contract/http';
import { type OutOfScope, type RolloutRule, scopeMisses, scopeOf } from '@shared/domain/rollout';
import type { Caller, HubContext } from '../../context';
import { checkOperators } from './edit';
import { mustOwnNetwork } from './read';

interface ActiveJob {
  readonly orderingOperatorCode: string;
  readonly department: string;
  readonly nature: string;
  readonly startedAt: string;
  readonly outOfScope: OutOfScope | null;
}

/**
 * POST /api/rollout-plan/preview: of the jobs that are active on the caller's network, how many are in, and how many
 * would be, had they begun now under these rules. Nothing is kept. @throws Refusal UNKNOWN_OPERATOR, FORBIDDEN
 */
export async function previewPlan(
  ctx: HubContext,
  caller: Caller,
  rules: readonly RolloutRule[],
): Promise<RolloutPreview> {
  mustOwnNetwork(ctx, caller);
  checkOperators(ctx, rules);
  const jobs = await ctx.db.inTenants([caller.operatorCode], (tx) =>
    tx.rows<ActiveJob>(
      `SELECT i.ordering_operator_code AS "orderingOperatorCode", coalesce(p.department, '') AS department, i.nature,
         i.started_at AS "startedAt", i.out_of_scope AS "outOfScope"
       FROM infra_interventions i LEFT JOIN pms p ON p.operator_code = i.operator_code AND p.pm_ref = i.pm_ref
       WHERE i.operator_code = $1 AND i.closed_at IS NULL`,
      [caller.operatorCode],
    ),
  );
  const startedAt = new Date(ctx.clock.now()).toISOString();
  const plan = { version: 0, rules: [...rules] };
  const judged = jobs.flatMap((job) => scopeOf(plan, { ...job, startedAt }) ?? []);
  return {
    active: jobs.length,
    outNow: jobs.filter(({ outOfScope }) => outOfScope !== null).length,
    outThen: judged.length,
    misses: scopeMisses.flatMap((miss) => {
      const count = judged.filter((one) => one.miss === miss).length;
      return count === 0 ? [] : [{ miss, count }];
    }),
  };
}
