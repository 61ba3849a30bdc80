import type { HubContext } from '../context';
import { hubActor } from '../db/work';
import { answerTest } from '../lot2/answer';
import { CLOSING_TEST, completeTest, lockByRef, type TimerKind } from '../lot2/infra-intervention';
import { lockNeighbour } from '../lot2/neighbour';
import { closeOrdered } from '../lot2/ordered-outside';
import { inTurn, type Turn } from './turn';

interface Timer {
  readonly operator_code: string;
  readonly kind: TimerKind;
  readonly subject: string;
}

const BATCH = 32;
/** A timer whose effect failed is tried again after this long. */
const RETRY_MS = 5_000;

const handlers: Readonly<Record<TimerKind, (turn: Turn, timer: Timer) => Promise<void>>> = {
  /** Somebody did not answer in time: the test is over without him, so the technician is not held up for ever. */
  'answer-deadline': async (turn, { subject }) => {
    const [infraRef = '', number] = subject.split(' ');
    const job = await lockByRef(turn, infraRef);
    if (job !== undefined) await completeTest(turn, job, Number(number));
  },
  'closing-deadline': async (turn, { subject }) => {
    const job = await lockByRef(turn, subject);
    if (job !== undefined && job.state !== 'closed') await completeTest(turn, job, CLOSING_TEST);
  },
  /** Nobody answers the closing test of a job ordered on a network outside any more. */
  'ordered-deadline': (turn, { operator_code, subject }) => closeOrdered(turn, operator_code, subject),
  /** The closing test at an impacted operator: it answers, and its outage is confirmed or stays. */
  'closing-test': async (turn, { operator_code, subject }) => {
    const { work, touched } = turn;
    const neighbour = await lockNeighbour(work, operator_code, subject);
    if (neighbour === undefined || neighbour.closed_at !== null) return;
    await answerTest(turn, neighbour, CLOSING_TEST);
    await work.rows('UPDATE neighbour_interventions SET closed_at = $3 WHERE operator_code = $1 AND infra_ref = $2', [
      operator_code,
      subject,
      work.at,
    ]);
    touched.interventions.add(subject);
    touched.pms.add(neighbour.pm_ref);
  },
};

/** Runs the timers that are due, a batch a transaction; each is deleted with its effect. True: there may be more. */
export async function runDueTimers(ctx: HubContext, report: (error: Error) => void): Promise<boolean> {
  try {
    return (await inTurn(ctx, hubActor, (turn) => runBatch(turn, BATCH))) > 0;
  } catch (error) {
    report(error as Error);
    return runOneByOne(ctx);
  }
}

/** After a failure: the ones that work go on, the one that does not waits. */
async function runOneByOne(ctx: HubContext): Promise<boolean> {
  try {
    return (await inTurn(ctx, hubActor, (turn) => runBatch(turn, 1))) > 0;
  } catch {
    const now = ctx.clock.now();
    await ctx.db.inTenants(ctx.directory.hosted, (tx) =>
      tx.rows(
        `UPDATE timers t SET due_at = $2 FROM (SELECT operator_code, kind, subject FROM timers WHERE due_at <= $1
           ORDER BY due_at, kind, subject LIMIT 1) d
         WHERE t.operator_code = d.operator_code AND t.kind = d.kind AND t.subject = d.subject`,
        [new Date(now).toISOString(), new Date(now + RETRY_MS).toISOString()],
      ),
    );
    return true;
  }
}

async function runBatch(turn: Turn, size: number): Promise<number> {
  const due = await turn.work.rows<Timer>(
    `DELETE FROM timers t USING (SELECT operator_code, kind, subject FROM timers WHERE due_at <= $1
       ORDER BY due_at, kind, subject LIMIT $2 FOR UPDATE SKIP LOCKED) d
     WHERE t.operator_code = d.operator_code AND t.kind = d.kind AND t.subject = d.subject
     RETURNING t.operator_code, t.kind, t.subject`,
    [new Date(turn.ctx.clock.now()).toISOString(), size],
  );
  // Jobs are locked in one order, whatever order the timers came in.
  due.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  for (const timer of due) await handlers[timer.kind](turn, timer);
  return due.length;
}
