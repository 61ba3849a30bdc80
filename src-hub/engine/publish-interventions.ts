import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { Intervention, InterventionState, TestAnswer } from '@shared/domain/intervention';
import { expectedEndOf } from '@shared/domain/intervention-life';
import { NATURE_NOT_GIVEN, type NatureFamily, natureFamilyOf } from '@shared/domain/nature';
import type { OutOfScope } from '@shared/domain/rollout';
import type { HubContext } from '../context';
import type { Publication, Work } from '../db/work';

interface Row {
  infra_operator_code: string;
  infra_ref: string;
  /** Null: of a job outside, ordered by an operator that is not hosted here. */
  ordering_operator_code: string | null;
  ordering_ref: string | null;
  pm_ref: string;
  nature: string;
  state: InterventionState;
  started_at: string;
  ended_at: string | null;
  test_count: number;
  others: number;
  /** In which its ordering operator declared it; null: of a job outside. */
  lot: 1 | 2 | null;
  out_of_scope: OutOfScope | null;
  /** Null: of a job outside. */
  abandoned: boolean | null;
  ordered: { state: InterventionState; testCount: number; answers: TestAnswer[]; abandoned: boolean } | null;
  told: { operator: string; family: NatureFamily; ended: boolean; closed: boolean; testCount: number }[] | null;
}

/**
 * Publishes these interventions, and all live ones at `jobsAt`, to every operator that takes part, each in the shape
 * that it may see: an impacted operator never learns who ordered the job. The PMs' locks are held by the caller.
 */
export async function publishInterventionsLocked(
  ctx: HubContext,
  work: Work,
  infraRefs: readonly InfraRef[],
  jobsAt: readonly PmRef[],
): Promise<void> {
  if (infraRefs.length === 0 && jobsAt.length === 0) return;
  const rows = await work.rows<Row>(
    `SELECT i.infra_operator_code, i.infra_ref, i.ordering_operator_code, i.ordering_ref, i.pm_ref,
       i.nature, i.state, i.started_at, i.ended_at,
       (SELECT count(*) FROM tests t WHERE t.operator_code = i.infra_operator_code AND t.infra_ref = i.infra_ref
          AND NOT t.is_closing) AS test_count,
       (SELECT count(*) FROM jobs o WHERE o.pm_ref = i.pm_ref AND o.closed_at IS NULL
          AND o.ended_at IS NULL AND o.infra_ref <> i.infra_ref) AS others,
       own.lot, own.out_of_scope, own.abandoned,
       (SELECT jsonb_build_object('state', d.state, 'testCount', d.test_count, 'answers', d.answers,
          'abandoned', d.abandoned)
        FROM ordered_interventions d
        WHERE d.operator_code = i.ordering_operator_code AND d.infra_ref = i.infra_ref) AS ordered,
       (SELECT jsonb_agg(jsonb_build_object('operator', n.operator_code, 'family', n.nature_family,
          'ended', n.ended_at IS NOT NULL, 'closed', n.closed_at IS NOT NULL, 'testCount', n.test_count))
        FROM neighbour_interventions n
        WHERE n.operator_code = ANY (vigie_tenants()) AND n.infra_ref = i.infra_ref) AS told
     FROM (SELECT * FROM jobs WHERE infra_ref = ANY ($1)
       UNION SELECT * FROM jobs WHERE pm_ref = ANY ($2) AND closed_at IS NULL) i
     LEFT JOIN LATERAL (SELECT x.lot, x.out_of_scope, x.abandoned FROM infra_interventions x
       WHERE x.operator_code = i.infra_operator_code AND x.infra_ref = i.infra_ref OFFSET 0) own ON true`,
    [infraRefs, jobsAt],
  );
  for (const publication of rows.flatMap((row) => documentsOf(row, ctx))) work.publish(publication);
}

/** From the weakest to the strongest knowledge: one operator may be several of these, and gets what each may see. */
function documentsOf(row: Row, { directory: { isHosted }, partners, timings }: HubContext): Publication[] {
  const expected = (family: NatureFamily, isOpen: boolean) =>
    isOpen && {
      expectedEndAt: new Date(expectedEndOf(Date.parse(row.started_at), family, timings)).toISOString(),
    };
  const common = {
    infraRef: row.infra_ref,
    infraOperatorCode: row.infra_operator_code,
    pmRef: row.pm_ref,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    concurrent: row.others > 0,
    ...(partners.get(row.infra_operator_code)?.speaksLot2 === false && { noTests: 'infra-lot-1' as const }),
  };
  const { ordering_operator_code: orderingOperatorCode, ordering_ref: orderingRef } = row;
  const ordered = {
    ...common,
    nature: row.nature,
    natureFamily: natureFamilyOf(row.nature),
    ...expected(natureFamilyOf(row.nature), row.ended_at === null),
    ...((row.abandoned === true || row.ordered?.abandoned === true) && { abandoned: true as const }),
    ...(row.lot === 1 && { noTests: 'ordering-lot-1' as const }),
    ...(row.out_of_scope !== null && { noTests: 'out-of-scope' as const, outOfScope: row.out_of_scope }),
    ...(orderingOperatorCode !== null && orderingRef !== null && { orderingOperatorCode, orderingRef }),
  };
  const documents = new Map<OperatorCode, Intervention>();
  for (const told of row.told ?? []) {
    documents.set(told.operator, {
      ...common,
      nature: NATURE_NOT_GIVEN,
      natureFamily: told.family,
      ...expected(told.family, !told.ended && !told.closed),
      state: told.closed ? 'closed' : told.ended ? 'ended' : 'open',
      endedAt: told.ended ? row.ended_at : null,
      testCount: told.testCount,
    });
  }
  if (isHosted(row.infra_operator_code)) {
    documents.set(row.infra_operator_code, { ...ordered, state: row.state, testCount: row.test_count });
  }
  if (row.ordered !== null && orderingOperatorCode !== null) {
    const { state, testCount, answers } = row.ordered;
    documents.set(orderingOperatorCode, { ...ordered, state, testCount, answers });
  }
  return [...documents].map(([operatorCode, doc]) => ({
    operatorCode,
    kind: 'intervention',
    id: row.infra_ref,
    doc,
    live: doc.state !== 'closed',
    at: row.started_at,
  }));
}
