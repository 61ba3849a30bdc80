import type { OperatorCode, PmRef } from '@shared/domain/codes';
import type { Works } from '@shared/domain/works';
import type { Tx } from '../../db/database';

export interface WorksRow {
  readonly infra_operator_code: OperatorCode;
  readonly works_ref: string;
  readonly kind: Works['kind'];
  readonly state: Works['state'];
  readonly starts_at: string;
  readonly ends_at: string;
  readonly description: string | null;
  readonly over_at: string | null;
  readonly pm_refs: PmRef[] | null;
}

/** Columns of a works' row `w` with its PMs, for `fromRow`. */
export const WORKS_COLUMNS = `w.infra_operator_code, w.works_ref, w.kind, w.state, w.starts_at, w.ends_at, w.description,
  w.over_at, (SELECT array_agg(p.pm_ref) FROM known_works_pms p
    WHERE p.operator_code = w.operator_code AND p.infra_operator_code = w.infra_operator_code
      AND p.works_ref = w.works_ref) AS pm_refs`;

export function fromRow(row: WorksRow): Works {
  return {
    worksRef: row.works_ref,
    kind: row.kind,
    state: row.state,
    ...(row.description !== null && { description: row.description }),
    infraOperatorCode: row.infra_operator_code,
    pmRefs: [...(row.pm_refs ?? [])].sort(),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    overAt: row.over_at,
  };
}

/** The infrastructure operator's own records of these references. */
export async function standingWorks(
  tx: Tx,
  infraOperatorCode: OperatorCode,
  worksRefs: readonly string[],
): Promise<ReadonlyMap<string, Works>> {
  const rows = await tx.rows<WorksRow>(
    `SELECT ${WORKS_COLUMNS} FROM known_works w
     WHERE w.operator_code = $1 AND w.infra_operator_code = $1 AND w.works_ref = ANY ($2)`,
    [infraOperatorCode, worksRefs],
  );
  return new Map(rows.map((row) => [row.works_ref, fromRow(row)]));
}

/** Writes these works of one infrastructure operator anew: its own record, and the copy of each operator at their PMs. */
export async function replaceWorks(tx: Tx, infraOperatorCode: OperatorCode, all: readonly Works[]): Promise<void> {
  const refs = all.map(({ worksRef }) => worksRef);
  for (const table of ['known_works_pms', 'known_works']) {
    await tx.rows(`DELETE FROM ${table} WHERE infra_operator_code = $1 AND works_ref = ANY ($2)`, [
      infraOperatorCode,
      refs,
    ]);
  }
  await tx.rows(
    `INSERT INTO known_works_pms (operator_code, infra_operator_code, works_ref, pm_ref)
     SELECT p.operator_code, $1, u.works, u.pm FROM unnest($2::text[], $3::text[]) AS u (works, pm)
     JOIN pms p ON p.pm_ref = u.pm`,
    [
      infraOperatorCode,
      all.flatMap(({ worksRef, pmRefs }) => pmRefs.map(() => worksRef)),
      all.flatMap(({ pmRefs }) => pmRefs),
    ],
  );
  await tx.rows(
    `INSERT INTO known_works (operator_code, infra_operator_code, works_ref, kind, state, starts_at, ends_at,
       description, over_at)
     SELECT DISTINCT p.operator_code, $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[],
       $6::timestamptz[], $7::text[], $8::timestamptz[]) AS u (works)
     JOIN known_works_pms p ON p.infra_operator_code = $1 AND p.works_ref = u.works`,
    [
      infraOperatorCode,
      refs,
      all.map(({ kind }) => kind),
      all.map(({ state }) => state),
      all.map(({ startsAt }) => startsAt),
      all.map(({ endsAt }) => endsAt),
      all.map(({ description }) => description ?? null),
      all.map(({ overAt }) => overAt),
    ],
  );
}

/** An operator that has come to these PMs gets its copy of the works announced there. */
export async function copyWorksTo(tx: Tx, operatorCode: OperatorCode, pmRefs: readonly PmRef[]): Promise<void> {
  await tx.rows(
    `INSERT INTO known_works_pms (operator_code, infra_operator_code, works_ref, pm_ref)
     SELECT $1, infra_operator_code, works_ref, pm_ref FROM known_works_pms
     WHERE operator_code = infra_operator_code AND pm_ref = ANY ($2) ON CONFLICT DO NOTHING`,
    [operatorCode, pmRefs],
  );
  await tx.rows(
    `INSERT INTO known_works SELECT $1, w.infra_operator_code, w.works_ref, w.kind, w.state, w.starts_at, w.ends_at,
       w.description, w.over_at
     FROM known_works w WHERE w.operator_code = w.infra_operator_code AND (w.infra_operator_code, w.works_ref) IN
       (SELECT p.infra_operator_code, p.works_ref FROM known_works_pms p WHERE p.operator_code = $1 AND p.pm_ref = ANY ($2))
     ON CONFLICT DO NOTHING`,
    [operatorCode, pmRefs],
  );
}
