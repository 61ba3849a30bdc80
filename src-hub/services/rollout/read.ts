import type { RolloutPlan } from '@shared/domain/rollout';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';
import type { Page, PageInput } from '../page';
import { planOf, plansOf } from './store';

/** GET /api/rollout-plan: the plan of the caller's network; null where none was ever set. @throws Refusal FORBIDDEN */
export async function readPlan(ctx: HubContext, caller: Caller): Promise<{ plan: RolloutPlan | null }> {
  mustOwnNetwork(ctx, caller);
  return ctx.db.inTenants([caller.operatorCode], async (tx) => ({ plan: await planOf(tx, caller.operatorCode) }));
}

/** GET /api/rollout-plan/history: every version whole, newest first; the cursor is a version. @throws Refusal */
export async function listPlans(ctx: HubContext, caller: Caller, input: PageInput): Promise<Page<RolloutPlan>> {
  mustOwnNetwork(ctx, caller);
  const before = input.cursor === undefined ? null : versionIn(input.cursor);
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const plans = await plansOf(tx, caller.operatorCode, before, input.limit + 1);
    const [newest] = before === null ? plans : await plansOf(tx, caller.operatorCode, null, 1);
    const items = plans.slice(0, input.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: plans.length > input.limit && last ? String(last.version) : null,
      // Versions have no gaps.
      total: newest?.version ?? 0,
    };
  });
}

/**
 * A plan is its infrastructure operator's alone: an impacted operator that read it could tell from a job without tests
 * who ordered it.
 * @throws Refusal FORBIDDEN
 */
export function mustOwnNetwork(ctx: HubContext, caller: Caller): void {
  if (ctx.directory.all.get(caller.operatorCode)?.roles.includes('OI') !== true) {
    throw new Refusal('FORBIDDEN', 'only an infrastructure operator has a rollout plan');
  }
}

function versionIn(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new Refusal('INVALID_FIELD', undefined, [{ field: 'cursor', message: 'not a cursor of this list' }]);
}
