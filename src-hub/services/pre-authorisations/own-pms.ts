import type { OperatorCode } from '@shared/domain/codes';
import type { PmFacts } from '@shared/domain/consent/scope';
import type { GrantScope } from '@shared/domain/pre-authorisation';
import type { Tx } from '../../db/database';

/** A PM where the operator has lines. */
export interface OwnPm extends PmFacts {
  readonly lineCount: number;
}

/** The PMs where `operatorCode` has lines, narrowed by what the scope can tell the database. */
export async function ownPms(tx: Tx, operatorCode: OperatorCode, scope?: GrantScope): Promise<OwnPm[]> {
  const named = scope?.kind === 'pms' ? scope.pmRefs : null;
  return tx.rows<OwnPm>(
    `SELECT pm_ref AS "pmRef", infra_operator_code AS "infraOperatorCode", department,
            (line_counts ->> $1)::int AS "lineCount"
     FROM pms WHERE operator_code = $1 AND line_counts ? $1 AND ($2::text[] IS NULL OR pm_ref = ANY ($2))
     ORDER BY pm_ref`,
    [operatorCode, named],
  );
}
