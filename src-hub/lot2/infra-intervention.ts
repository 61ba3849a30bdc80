import type { InfraRef, OperatorCode, PmRef } from '@shared/domain/codes';
import type { InterventionState } from '@shared/domain/intervention';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { OutOfScope } from '@shared/domain/rollout';
import type { Tx } from '../db/database';
import type { Turn } from '../engine/turn';

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

/** The job of a reference, locked, whichever operator hosted here has it. */
export async function lockByRef(turn: Turn, infraRef: InfraRef): Promise<InfraIntervention | undefined> {
  const [row] = await turn.work.rows<InfraIntervention>(
    'SELECT * FROM infra_interventions WHERE operator_code = ANY ($1) AND infra_ref = $2 FOR UPDATE',
    [turn.ctx.directory.hosted, infraRef],
  );
  return row;
}

export function testsOf(tx: Tx, job: InfraIntervention): Promise<TestRow[]> {
  return tx.rows<TestRow>(
    `SELECT test_number, is_closing, heard_at, answered, complete_at FROM tests
     WHERE operator_code = $1 AND infra_ref = $2 ORDER BY test_number`,
    [job.operator_code, job.infra_ref],
  );
}

/** Records of the job that take a state: the infrastructure operator's alone, or the ordering one's with it. */
type Records = 'infra' | 'both';

/** Sets the state of the job. */
export async function setState(
  turn: Turn,
  job: InfraIntervention,
  state: InterventionState,
  records: Records = 'both',
): Promise<void> {
  await turn.work.rows(
    `WITH infra AS (
       UPDATE infra_interventions SET state = $3, closed_at = CASE WHEN $3 = 'closed' THEN $4::timestamptz END
       WHERE operator_code = $1 AND infra_ref = $2)
     UPDATE ordered_interventions SET state = $3 WHERE operator_code = $5 AND infra_ref = $2 AND $6`,
    [job.operator_code, job.infra_ref, state, turn.work.at, job.ordering_operator_code, records === 'both'],
  );
  turn.touched.interventions.add(job.infra_ref);
  turn.touched.outagesOf.add(job.infra_ref);
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
  await work.rows(
    `UPDATE tests SET complete_at = $4 WHERE operator_code = $1 AND infra_ref = $2 AND test_number = $3
       AND complete_at IS NULL`,
    [job.operator_code, job.infra_ref, testNumber, work.at],
  );
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

export type TimerKind =
  | 'abandon'
  | 'abandon-ordered'
  | 'abandon-told'
  | 'answer-deadline'
  | 'closing-deadline'
  | 'closing-test'
  | 'ordered-deadline';

/** Work due later; survives the process, and goes with its effect. */
export async function setTimer(
  tx: Tx,
  operatorCode: OperatorCode,
  kind: TimerKind,
  subject: string,
  dueAt: string,
): Promise<void> {
  await tx.rows(
    `INSERT INTO timers (operator_code, kind, subject, due_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (operator_code, kind, subject) DO UPDATE SET due_at = EXCLUDED.due_at`,
    [operatorCode, kind, subject, dueAt],
  );
}

/** Work that is no longer due. */
export async function dropTimer(tx: Tx, operatorCode: OperatorCode, kind: TimerKind, subject: string): Promise<void> {
  await tx.rows('DELETE FROM timers WHERE operator_code = $1 AND kind = $2 AND subject = $3', [
    operatorCode,
    kind,
    subject,
  ]);
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
