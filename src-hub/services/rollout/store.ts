import type { OperatorCode } from '@shared/domain/codes';
import type { RolloutPlan } from '@shared/domain/rollout';
import type { Tx } from '../../db/database';

interface PlanRow {
  readonly operator_code: OperatorCode;
  readonly version: number;
  readonly rules: RolloutPlan['rules'];
  readonly note: string;
  readonly author: string;
  readonly at: string;
}

/** Versions of an operator's plan, newest first: those before `before` (null: all), at most `limit`. */
export async function plansOf(
  tx: Tx,
  infraOperatorCode: OperatorCode,
  before: number | null,
  limit: number,
): Promise<RolloutPlan[]> {
  const rows = await tx.rows<PlanRow>(
    `SELECT operator_code, version, rules, note, author, at FROM rollout_plans
     WHERE operator_code = $1 AND ($2::int IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
    [infraOperatorCode, before, limit],
  );
  return rows.map(({ operator_code, ...row }) => ({ infraOperatorCode: operator_code, ...row }));
}

/** The plan that holds; null: none was ever set. */
export async function planOf(tx: Tx, infraOperatorCode: OperatorCode): Promise<RolloutPlan | null> {
  const [plan] = await plansOf(tx, infraOperatorCode, null, 1);
  return plan ?? null;
}

export async function insertPlan(tx: Tx, plan: RolloutPlan): Promise<void> {
  await tx.rows(
    `INSERT INTO rollout_plans (operator_code, version, rules, note, author, at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [plan.infraOperatorCode, plan.version, JSON.stringify(plan.rules), plan.note, plan.author, plan.at],
  );
}
