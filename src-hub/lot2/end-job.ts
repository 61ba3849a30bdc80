import { MESSAGE, type ModifierInterventionOI } from '@shared/contract/lot2';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { Turn } from '../engine/turn';
import { completeTest, type InfraIntervention, relay, setState, type TestRow } from './infra-intervention';
import { iso } from './instants';
import { dropTimer, setTimer } from './timer';

/** The job ends, declared (M3): the closing test looks `closingDelayMs` later. `endedAt`: milliseconds since 1970. */
export async function endJob(
  turn: Turn,
  job: InfraIntervention,
  tests: readonly TestRow[],
  endedAt: number,
): Promise<void> {
  await end(turn, job, tests, { endedAt, closingDueAt: endedAt + turn.ctx.timings.closingDelayMs, isAbandoned: false });
}

/** Nobody ended the job in its time: it is given up now, and those told of it look once more at once. */
export async function abandonJob(turn: Turn, job: InfraIntervention, tests: readonly TestRow[]): Promise<void> {
  const now = turn.ctx.clock.now();
  await end(turn, job, tests, { endedAt: now, closingDueAt: now, isAbandoned: true });
  for (const operatorCode of partiesOf(turn, job)) {
    turn.work.note(operatorCode, job.infra_ref, { at: turn.work.at, heardAt: turn.work.at, kind: 'abandoned' });
    turn.work.audit({ operatorCode, action: 'intervention.abandoned', subject: job.infra_ref });
  }
}

/** M3 in the timelines and the audit of both who know whose job it is. */
export function noteEnd(turn: Turn, job: InfraIntervention, at: string): void {
  for (const operatorCode of partiesOf(turn, job)) {
    turn.work.note(operatorCode, job.infra_ref, {
      at,
      heardAt: turn.work.at,
      kind: 'M3',
      operatorCode: job.ordering_operator_code,
    });
    turn.work.audit({ operatorCode, action: 'message.M3', subject: job.infra_ref });
  }
}

function partiesOf({ ctx }: Turn, job: InfraIntervention): ReadonlySet<string> {
  return new Set([job.operator_code, job.ordering_operator_code].filter((code) => ctx.directory.isHosted(code)));
}

interface End {
  readonly endedAt: number;
  readonly closingDueAt: number;
  readonly isAbandoned: boolean;
}

async function end(turn: Turn, job: InfraIntervention, tests: readonly TestRow[], how: End): Promise<void> {
  const { work, ctx, touched } = turn;
  const open = tests.find((test) => test.complete_at === null);
  if (open !== undefined) await completeTest(turn, job, open.test_number, 'deadline');
  const [ended, due] = [iso(how.endedAt), iso(how.closingDueAt)];
  await work.rows(
    `WITH infra AS (UPDATE infra_interventions SET ended_at = $3, closing_due_at = $4, abandoned = $7
         WHERE operator_code = $1 AND infra_ref = $2),
       test AS (INSERT INTO tests (operator_code, infra_ref, test_number, is_closing, requested_at, heard_at)
         VALUES ($1, $2, $5, true, $4, $4))
     UPDATE ordered_interventions SET ended_at = $3, abandoned = $7 WHERE operator_code = $6 AND infra_ref = $2`,
    [job.operator_code, job.infra_ref, ended, due, CLOSING_TEST, job.ordering_operator_code, how.isAbandoned],
  );
  await setState(turn, job, 'ended');
  await dropTimer(work, job.operator_code, 'abandon', job.infra_ref);
  // Answers are awaited until the deadline; where nobody is to answer, the closing test is over when it is due.
  const wait = job.recipients.length === 0 ? 0 : ctx.timings.answerDeadlineMs;
  await setTimer(work, job.operator_code, 'closing-deadline', job.infra_ref, iso(how.closingDueAt + wait));
  const m4: ModifierInterventionOI = {
    codeOI: job.operator_code,
    dateDebutIntervention: job.started_at,
    dateFinIntervention: ended,
    dateTestFinFroid: due,
    ...(job.element !== null && { elementReseau: job.element }),
    message: MESSAGE.endRelayed,
    pointMutualisation: { refPM: job.pm_ref, refPMTechnique: job.technical_pm_ref },
    refIntervOI: job.infra_ref,
  };
  relay(turn, job, MESSAGE.endRelayed, m4);
  touched.jobsAt.add(job.pm_ref);
  touched.pms.add(job.pm_ref);
}
