import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { ImpactedLife } from '@shared/domain/intervention-life';
import type { NatureFamily } from '@shared/domain/nature';
import type { Tx } from '../db/database';
import { changedTogether, together } from '../db/together';
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

const lockAll = together<Told, Neighbour | undefined>(async (tx, told) => {
  const rows = await tx.rows<Neighbour>(
    `SELECT n.* FROM neighbour_interventions n
     JOIN unnest($1::text[], $2::text[]) AS u (operator_code, infra_ref) USING (operator_code, infra_ref)
     ORDER BY n.infra_ref, n.operator_code FOR UPDATE OF n`,
    [told.map(({ operatorCode }) => operatorCode), told.map(({ infraRef }) => infraRef)],
  );
  const byKey = new Map(rows.map((row) => [`${row.operator_code} ${row.infra_ref}`, row]));
  return told.map(({ operatorCode, infraRef }) => byKey.get(`${operatorCode} ${infraRef}`));
});

interface Told {
  readonly operatorCode: OperatorCode;
  readonly infraRef: InfraRef;
}

/** The job that this operator was told of, locked; undefined when it was not. */
export function lockNeighbour(tx: Tx, operatorCode: OperatorCode, infraRef: InfraRef): Promise<Neighbour | undefined> {
  return lockAll(tx, { operatorCode, infraRef });
}

type Change = Told & {
  readonly testCount?: number;
  readonly endedAt?: string;
  readonly closingDueAt?: string;
  readonly closedAt?: string;
};

/** What a message or an hour changes of an impacted operator's record; what is left out stays. */
export const changeNeighbour = changedTogether<Change>((tx, changes) =>
  tx.rows(
    `UPDATE neighbour_interventions n SET test_count = coalesce(u.test_count, n.test_count),
       ended_at = coalesce(u.ended_at, n.ended_at), closing_due_at = coalesce(u.closing_due_at, n.closing_due_at),
       closed_at = coalesce(u.closed_at, n.closed_at)
     FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[])
       AS u (operator_code, infra_ref, test_count, ended_at, closing_due_at, closed_at)
     WHERE n.operator_code = u.operator_code AND n.infra_ref = u.infra_ref`,
    [
      changes.map(({ operatorCode }) => operatorCode),
      changes.map(({ infraRef }) => infraRef),
      changes.map(({ testCount }) => testCount ?? null),
      changes.map(({ endedAt }) => endedAt ?? null),
      changes.map(({ closingDueAt }) => closingDueAt ?? null),
      changes.map(({ closedAt }) => closedAt ?? null),
    ],
  ),
);
