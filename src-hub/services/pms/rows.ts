import type { OperatorCode } from '@shared/domain/codes';
import type { Pm } from '@shared/domain/pm';
import type { Tx } from '../../db/database';

/** PMs as `operatorCode` knows them, by reference: after `after`, at most `limit` (null: all). */
export function pmRowsOf(
  tx: Tx,
  operatorCode: OperatorCode,
  after: string | null = null,
  limit: number | null = null,
): Promise<Pm[]> {
  return tx.rows<Pm>(
    `SELECT pm_ref AS "pmRef", infra_operator_code AS "infraOperatorCode", insee_code AS "inseeCode", commune, department,
            longitude, latitude, accuracy, line_counts AS "lineCounts"
     FROM pms WHERE operator_code = $1 AND ($2::text IS NULL OR pm_ref > $2) ORDER BY pm_ref LIMIT $3`,
    [operatorCode, after, limit],
  );
}

/**
 * Holds the owners' rows of these PMs until COMMIT, always in one order: imports that count or move the same PMs come
 * one after the other, and each counts what the one before it wrote.
 */
export async function lockPmRows(tx: Tx, pmRefs: readonly string[]): Promise<void> {
  await tx.rows(
    `SELECT FROM pms WHERE operator_code = infra_operator_code AND pm_ref = ANY ($1)
     ORDER BY pm_ref, operator_code FOR UPDATE`,
    [pmRefs],
  );
}
