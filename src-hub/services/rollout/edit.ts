import { isDeepStrictEqual } from 'node:util';
import type { ProblemPlace } from '@shared/contract/errors';
import type { RolloutEdit } from '@shared/contract/http';
import type { RolloutPlan, RolloutRule } from '@shared/domain/rollout';
import type { Caller, HubContext } from '../../context';
import { lockRolloutOf } from '../../engine/locks';
import { Refusal } from '../../refusals';
import { mustOwnNetwork } from './read';
import { insertPlan, planOf } from './store';

/**
 * PUT /api/rollout-plan: the next version of the plan of the caller's network, made from version `version` (0: none).
 * Jobs that began keep what was said of them. The same rules again make no version, so a lost answer has one effect.
 * @throws Refusal STALE_VERSION (somebody made another meanwhile), UNKNOWN_OPERATOR, FORBIDDEN
 */
export async function editPlan(ctx: HubContext, caller: Caller, edit: RolloutEdit): Promise<{ plan: RolloutPlan }> {
  mustOwnNetwork(ctx, caller);
  checkOperators(ctx, edit.rules);
  const infra = caller.operatorCode;
  return ctx.transact({ tenants: [infra], actor: caller }, async (work) => {
    await lockRolloutOf(work, infra);
    const before = await planOf(work, infra);
    if (before !== null && isDeepStrictEqual(before.rules, edit.rules)) return { plan: before };
    const version = before?.version ?? 0;
    if (version !== edit.version) {
      throw new Refusal('STALE_VERSION', `the plan is at version ${version}, made by ${before?.author ?? 'nobody'}`);
    }
    const plan: RolloutPlan = {
      infraOperatorCode: infra,
      version: version + 1,
      rules: edit.rules,
      note: edit.note,
      author: caller.login,
      at: work.at,
    };
    await insertPlan(work, plan);
    const detail = { version: plan.version, rules: plan.rules, note: plan.note };
    work.audit({ operatorCode: infra, action: 'rollout.edit', subject: `v${plan.version}`, detail });
    return { plan };
  });
}

/** Also before a preview: a rule for an operator that does not exist lets nobody in. @throws Refusal UNKNOWN_OPERATOR */
export function checkOperators(ctx: HubContext, rules: readonly RolloutRule[]): void {
  const places = rules.flatMap((rule, i): ProblemPlace[] =>
    (rule.orderingOperatorCodes ?? []).flatMap((code, j) =>
      ctx.directory.all.get(code)?.roles.includes('DO') === true
        ? []
        : [{ field: `rules.${i}.orderingOperatorCodes.${j}`, message: `${code} orders no jobs` }],
    ),
  );
  if (places.length > 0) throw new Refusal('UNKNOWN_OPERATOR', undefined, places);
}
