import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { InterventionState } from '@shared/domain/intervention';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { OutOfScope } from '@shared/domain/rollout';
import type { Tx } from '../db/database';
import { changedTogether, together } from '../db/together';
import type { Turn } from '../engine/turn';
import { dropTimer } from './timer';

/** The infrastructure operator's record of a job. */
export interface InfraIntervention {
  readonly operator_code: OperatorCode;
  readonly infra_ref: InfraRef;
  readonly ordering_operator_code: OperatorCode;
  readonly ordering_ref: string;
  readonly pm_ref: PmRef;
  readonly technical_pm_ref: string;
  readonly nature: string;
  /** In which its ordering operator declared it. */
  readonly lot: 1 | 2;
  readonly element: string | null;
  readonly pbo_ref: string | null;
  readonly pto_ref: string | null;
  readonly line_service_ref: string | null;
  /** Outside of Lot 2, as judged at its start: then `lot` is 1. */
  readonly out_of_scope?: OutOfScope | null;
  readonly state: InterventionState;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly closing_due_at: string | null;
  /** Nobody ended it: the clock did. */
  readonly abandoned: boolean;
  readonly recipients: readonly OperatorCode[];
}

/** One test of a job; the closing one has number 0. */
export interface TestRow {
  readonly test_number: number;
  readonly is_closing: boolean;
  readonly heard_at: string;
  readonly answered: readonly OperatorCode[];
  readonly complete_at: string | null;
}

/** The job that an ordering operator speaks of, locked; a foreign one is as one that does not exist (safety 5). */
export async function lockOrdered(
  tx: Tx,
  infraOperatorCode: OperatorCode,
  orderingOperatorCode: OperatorCode,
  orderingRef: string,
): Promise<InfraIntervention | undefined> {
  const [row] = await tx.rows<InfraIntervention>(
    `SELECT * FROM infra_interventions
     WHERE operator_code = $1 AND ordering_operator_code = $2 AND ordering_ref = $3 FOR UPDATE`,
    [infraOperatorCode, orderingOperatorCode, orderingRef],
  );
  return row;
}

const lockAll = together<InfraRef, InfraIntervention | undefined>(async (tx, infraRefs) => {
  // The transaction's tenants are the operators hosted here: no other's row is seen.
  const rows = await tx.rows<InfraIntervention>(
    'SELECT * FROM infra_interventions WHERE infra_ref = ANY ($1) ORDER BY infra_ref FOR UPDATE',
    [infraRefs],
  );
  const byRef = new Map(rows.map((row) => [row.infra_ref, row]));
  return infraRefs.map((ref) => byRef.get(ref));
});

/** The job of a reference, locked, whichever operator hosted here has it. */
export function lockByRef(turn: Turn, infraRef: InfraRef): Promise<InfraIntervention | undefined> {
  return lockAll(turn.work, infraRef);
}

/** Its tests so far, by number. */
export const testsOf = together<InfraIntervention, readonly TestRow[]>(async (tx, jobs) => {
  const rows = await tx.rows<TestRow & { infra_ref: InfraRef }>(
    `SELECT infra_ref, test_number, is_closing, heard_at, answered, complete_at FROM tests
     WHERE operator_code = ANY ($1) AND infra_ref = ANY ($2) ORDER BY test_number`,
    [[...new Set(jobs.map((job) => job.operator_code))], jobs.map((job) => job.infra_ref)],
  );
  const byRef = new Map<InfraRef, TestRow[]>();
  for (const row of rows) {
    const own = byRef.get(row.infra_ref);
    if (own === undefined) byRef.set(row.infra_ref, [row]);
    else own.push(row);
  }
  return jobs.map((job) => byRef.get(job.infra_ref) ?? []);
});

interface OneTest {
  readonly job: InfraIntervention;
  readonly testNumber: number;
}

const testColumns = (tests: readonly OneTest[]) => [
  tests.map(({ job }) => job.operator_code),
  tests.map(({ job }) => job.infra_ref),
  tests.map(({ testNumber }) => testNumber),
];

/** Who has answered a test by now. */
export const setAnswered = changedTogether<OneTest & { readonly answered: readonly OperatorCode[] }>((tx, tests) =>
  tx.rows(
    `UPDATE tests t SET answered = string_to_array(u.answered, ',')
     FROM unnest($1::text[], $2::text[], $3::int[], $4::text[]) AS u (operator_code, infra_ref, test_number, answered)
     WHERE t.operator_code = u.operator_code AND t.infra_ref = u.infra_ref AND t.test_number = u.test_number`,
    [...testColumns(tests), tests.map(({ answered }) => answered.join(','))],
  ),
);

const setComplete = changedTogether<OneTest & { readonly at: string }>((tx, tests) =>
  tx.rows(
    `UPDATE tests t SET complete_at = u.at
     FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[]) AS u (operator_code, infra_ref, test_number, at)
     WHERE t.operator_code = u.operator_code AND t.infra_ref = u.infra_ref AND t.test_number = u.test_number
       AND t.complete_at IS NULL`,
    [...testColumns(tests), tests.map(({ at }) => at)],
  ),
);

/** Records of the job that take a state: the infrastructure operator's alone, or the ordering one's with it. */
type Records = 'infra' | 'both';

interface NextState {
  readonly job: InfraIntervention;
  readonly state: InterventionState;
  readonly records: Records;
  readonly at: string;
}

const setStates = changedTogether<NextState>((tx, next) =>
  tx.rows(
    `WITH u AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::boolean[])
         AS u (operator_code, infra_ref, state, at, ordering_code, with_ordering)),
       infra AS (
         UPDATE infra_interventions i SET state = u.state, closed_at = CASE WHEN u.state = 'closed' THEN u.at END
         FROM u WHERE i.operator_code = u.operator_code AND i.infra_ref = u.infra_ref)
     UPDATE ordered_interventions o SET state = u.state
     FROM u WHERE u.with_ordering AND o.operator_code = u.ordering_code AND o.infra_ref = u.infra_ref`,
    [
      next.map(({ job }) => job.operator_code),
      next.map(({ job }) => job.infra_ref),
      next.map(({ state }) => state),
      next.map(({ at }) => at),
      next.map(({ job }) => job.ordering_operator_code),
      next.map(({ records }) => records === 'both'),
    ],
  ),
);

/** Sets the state of the job. */
export async function setState(
  { work, touched }: Turn,
  job: InfraIntervention,
  state: InterventionState,
  records: Records = 'both',
): Promise<void> {
  await setStates(work, { job, state, records, at: work.at });
  touched.interventions.add(job.infra_ref);
  touched.outagesOf.add(job.infra_ref);
}

/**
 * A test is over: all have answered, and the ordering operator's record follows with the last answer that reaches it; or
 * nobody waits any more. The next test may come; the closing one's end closes the job.
 */
export async function completeTest(
  turn: Turn,
  job: InfraIntervention,
  testNumber: number,
  by: 'answers' | 'deadline',
): Promise<void> {
  const { work } = turn;
  const records = by === 'answers' ? 'infra' : 'both';
  await setComplete(work, { job, testNumber, at: work.at });
  if (testNumber === CLOSING_TEST) {
    await setState(turn, job, 'closed', records);
    await dropTimer(work, job.operator_code, 'closing-deadline', job.infra_ref);
    // Later losses are no longer this job's; the assessment of the others must know.
    turn.touched.pms.add(job.pm_ref);
  } else {
    if (job.state === 'testing') await setState(turn, job, 'open', records);
    await dropTimer(work, job.operator_code, 'answer-deadline', `${job.infra_ref} ${testNumber}`);
  }
}

/**
 * Operators whose answers a test waits for: of those told, the ones that speak of tests at all. The closing one asks all.
 */
export function askedBy({ ctx }: Turn, job: InfraIntervention, testNumber: number): readonly OperatorCode[] {
  if (testNumber === CLOSING_TEST) return job.recipients;
  return job.recipients.filter((code) => ctx.partners.get(code)?.speaksLot2 !== false);
}

/** Sends one message to each operator that was told of the job. */
export function relay(turn: Turn, job: InfraIntervention, message: string, body: object, context?: object): void {
  for (const recipientCode of job.recipients) {
    turn.work.send({
      operatorCode: job.operator_code,
      recipientCode,
      message,
      infraRef: job.infra_ref,
      body,
      ...(context !== undefined && { context }),
    });
  }
}
