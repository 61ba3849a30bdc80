import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import { atImpacted, atInfra, CLOSING_TEST } from '@shared/domain/intervention-life';
import type { HubContext } from '../context';
import { sideBySide } from '../db/together';
import { hubActor } from '../db/work';
import { answerTest } from '../lot2/answer';
import { abandonJob } from '../lot2/end-job';
import { completeTest, lockByRef, testsOf } from '../lot2/infra-intervention';
import { lifeOf, stateAfter } from '../lot2/life';
import { changeNeighbour, impactedLifeOf, lockNeighbour, type Neighbour } from '../lot2/neighbour';
import { abandonOrdered, closeOrdered } from '../lot2/ordered-outside';
import type { TimerKind } from '../lot2/timer';
import { inTurn, type Turn } from './turn';

interface Timer {
  readonly operator_code: string;
  readonly kind: TimerKind;
  readonly subject: string;
}

const BATCH = 100;
/** A timer whose effect failed is tried again after this long. */
const RETRY_MS = 5_000;

const handlers: Readonly<Record<TimerKind, (turn: Turn, timer: Timer) => Promise<void>>> = {
  /** Somebody did not answer in time: the test is over without him, so the technician is not held up for ever. */
  'answer-deadline': async (turn, { subject }) => {
    const [infraRef = '', text] = subject.split(' ');
    const number = Number(text);
    const { job, life } = await infraJob(turn, infraRef);
    const after = stateAfter(atInfra('answer-deadline', life, { number }, turn.ctx.timings));
    if (after !== null && job !== undefined) await completeTest(turn, job, number, 'deadline');
  },
  'closing-deadline': async (turn, { subject }) => {
    const { job, life } = await infraJob(turn, subject);
    const after = stateAfter(atInfra('closing-deadline', life, {}, turn.ctx.timings));
    if (after !== null && job !== undefined) await completeTest(turn, job, CLOSING_TEST, 'deadline');
  },
  /** Nobody ended the job in its time. */
  abandon: async (turn, { subject }) => {
    const { job, life, tests } = await infraJob(turn, subject);
    const after = stateAfter(atInfra('abandon', life, {}, turn.ctx.timings));
    if (after !== null && job !== undefined) await abandonJob(turn, job, tests);
  },
  /** The same for a job on a network outside: at the operator that ordered it, and at one that was told of it. */
  'abandon-ordered': (turn, { operator_code, subject }) => abandonOrdered(turn, operator_code, subject),
  'abandon-told': (turn, { operator_code, subject }) => abandonTold(turn, operator_code, subject),
  /** Nobody answers the closing test of a job ordered on a network outside any more. */
  'ordered-deadline': (turn, { operator_code, subject }) => closeOrdered(turn, operator_code, subject),
  /** The closing test at an impacted operator: it answers, and its outage is confirmed or stays. */
  'closing-test': async (turn, { operator_code, subject }) => {
    const neighbour = await lockNeighbour(turn.work, operator_code, subject);
    const after = stateAfter(atImpacted('closing-test', impactedLifeOf(neighbour), {}, turn.ctx.timings));
    if (after === null || neighbour === undefined) return;
    await answerTest(turn, neighbour, CLOSING_TEST);
    await closeTold(turn, neighbour);
  },
};

async function infraJob(turn: Turn, infraRef: InfraRef) {
  const job = await lockByRef(turn, infraRef);
  const tests = job === undefined ? [] : await testsOf(turn.work, job);
  return { job, tests, life: lifeOf(job, tests) };
}

async function closeTold({ work, touched }: Turn, neighbour: Neighbour): Promise<void> {
  const { operator_code: operatorCode, infra_ref: infraRef, pm_ref } = neighbour;
  const endedAt = neighbour.ended_at ?? work.at;
  await changeNeighbour(work, { operatorCode, infraRef, endedAt, closedAt: work.at });
  touched.interventions.add(infraRef);
  touched.pms.add(pm_ref);
}

async function abandonTold(turn: Turn, operatorCode: OperatorCode, infraRef: InfraRef): Promise<void> {
  const { work } = turn;
  const neighbour = await lockNeighbour(work, operatorCode, infraRef);
  const after = stateAfter(atImpacted('abandon', impactedLifeOf(neighbour), {}, turn.ctx.timings));
  if (after === null || neighbour === undefined) return;
  work.note(operatorCode, infraRef, { at: work.at, heardAt: work.at, kind: 'abandoned' });
  work.audit({ operatorCode, action: 'intervention.abandoned', subject: infraRef });
  await closeTold(turn, neighbour);
}

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
  // Jobs are locked in one order, whatever order the timers came in; those of one job follow one another.
  due.sort((a, b) => (a.subject < b.subject ? -1 : 1));
  await sideBySide(
    due,
    ({ operator_code, subject }) => `${operator_code} ${subject.split(' ')[0]}`,
    (timer) => handlers[timer.kind](turn, timer),
  );
  return due.length;
}
