import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { ImpactedLife } from '@shared/domain/intervention-life';
import type { NatureFamily } from '@shared/domain/nature';
import type { Tx } from '../db/database';
import type { Envelope } from './effect';

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

/** An impacted operator's record as the rules read it; undefined: it was not told of such a job. */
export function impactedLifeOf(neighbour: Neighbour | undefined): ImpactedLife {
  if (neighbour === undefined) return { state: 'none', testCount: 0 };
  const ended = neighbour.ended_at === null ? 'open' : 'ended';
  return { state: neighbour.closed_at === null ? ended : 'closed', testCount: neighbour.test_count };
}

/** The job that this operator was told of by its infrastructure operator; a message of another's speaks of none. */
export async function lockTold(
  tx: Tx,
  { recipientCode, infraRef, senderCode }: Envelope,
): Promise<Neighbour | undefined> {
  const neighbour = await lockNeighbour(tx, recipientCode, infraRef);
  return neighbour?.infra_operator_code === senderCode ? neighbour : undefined;
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
