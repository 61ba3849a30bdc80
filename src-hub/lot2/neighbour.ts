import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { NatureFamily } from '@shared/domain/nature';
import type { Tx } from '../db/database';

/** An impacted operator's record of a job (M2); it does not know whose job it is. */
export interface Neighbour {
  readonly operator_code: OperatorCode;
  readonly infra_operator_code: OperatorCode;
  readonly infra_ref: InfraRef;
  readonly pm_ref: PmRef;
  readonly nature_family: NatureFamily;
  readonly ended_at: string | null;
  readonly closed_at: string | null;
  readonly test_count: number;
}

/** The job that this operator was told of, locked; undefined when it was not. */
export async function lockNeighbour(
  tx: Tx,
  operatorCode: OperatorCode,
  infraRef: InfraRef,
): Promise<Neighbour | undefined> {
  const [row] = await tx.rows<Neighbour>(
    'SELECT * FROM neighbour_interventions WHERE operator_code = $1 AND infra_ref = $2 FOR UPDATE',
    [operatorCode, infraRef],
  );
  return row;
}
