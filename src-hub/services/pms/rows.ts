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
