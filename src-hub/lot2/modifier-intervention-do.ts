import {
  MESSAGE,
  type ModifierInterventionDO,
  type ModifierInterventionOI,
  modifierInterventionDO,
  type outDO,
} from '@shared/contract/lot2';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import {
  CLOSING_TEST,
  completeTest,
  type InfraIntervention,
  lockOrdered,
  relay,
  setState,
  setTimer,
  testsOf,
} from './infra-intervention';
import { iso, notInTheFuture } from './instants';
import { endOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';

/**
 * M3, PUT /interventions-do: the job ends (HF). The closing test looks `closingDelayMs` later. The same message again
 * gets the same answer.
 * @throws ProtocolRefusal M3TX_NON_DEMANDE when no test was asked for; PM_INCONNU when the PM is not the job's;
 * MAUVAIS_FORMAT also for an unknown refIntervDO (the table of M3 has no code of its own for it) and for a second,
 * different end; CHAMPS_NON_RENSEIGNE, CODE_OI_INCONNU
 */
export async function modifierInterventionDo(
  ctx: HubContext,
  caller: Caller,
  body: unknown,
): Promise<z.infer<typeof outDO>> {
  return declareEnd(ctx, caller, readBody(modifierInterventionDO, body));
}

/** The end of a job as M3 of either lot declares it. */
export type DeclaredEnd = Omit<ModifierInterventionDO, 'nature' | 'elementReseau'> & {
  readonly nature: string;
  readonly elementReseau?: ModifierInterventionDO['elementReseau'];
};

/** The end of a job, declared in one of the lots. @throws ProtocolRefusal, as modifierInterventionDo */
export async function declareEnd(ctx: HubContext, caller: Caller, m3: DeclaredEnd): Promise<z.infer<typeof outDO>> {
  const side = checkParties(ctx, caller, m3);
  const endedAt = notInTheFuture('dateFinIntervention', m3.dateFinIntervention, ctx.clock.now());
  if (side.kind === 'outside') return endOutside(ctx, caller, m3, side.link);
  const infra = side.code;
  return inTurn(ctx, caller, async (turn) => {
    const job = await lockOrdered(turn.work, infra, caller.operatorCode, m3.refIntervDO);
    if (job === undefined) {
      throw new ProtocolRefusal('MAUVAIS_FORMAT', 'no such intervention', ['refIntervDO']);
    }
    if (job.pm_ref !== m3.pointMutualisation.refPM) {
      throw new ProtocolRefusal('PM_INCONNU', 'not the PM of this intervention', ['pointMutualisation.refPM']);
    }
    const answer = { code: 0, refIntervDO: job.ordering_ref, refIntervOI: job.infra_ref };
    if (job.ended_at !== null) {
      if (Date.parse(job.ended_at) === endedAt) return answer;
      throw new ProtocolRefusal('MAUVAIS_FORMAT', 'the intervention has ended already', ['dateFinIntervention']);
    }
    if (endedAt < Date.parse(job.started_at)) {
      throw new ProtocolRefusal('MAUVAIS_FORMAT', 'the end is before the start', ['dateFinIntervention']);
    }
    const tests = await testsOf(turn.work, job);
    if (tests.length === 0 && job.lot === 2) throw new ProtocolRefusal('M3TX_NON_DEMANDE', 'no test was asked for');
    const open = tests.find((test) => test.complete_at === null);
    if (open !== undefined) await completeTest(turn, job, open.test_number);
    await end(turn, job, endedAt);
    return answer;
  });
}

async function end(turn: Turn, job: InfraIntervention, endedAt: number): Promise<void> {
  const { work, ctx, touched } = turn;
  const closingDueAt = endedAt + ctx.timings.closingDelayMs;
  const [ended, due] = [iso(endedAt), iso(closingDueAt)];
  await work.rows(
    `WITH infra AS (UPDATE infra_interventions SET ended_at = $3, closing_due_at = $4
         WHERE operator_code = $1 AND infra_ref = $2),
       test AS (INSERT INTO tests (operator_code, infra_ref, test_number, is_closing, requested_at, heard_at)
         VALUES ($1, $2, $5, true, $4, $4))
     UPDATE ordered_interventions SET ended_at = $3 WHERE operator_code = $6 AND infra_ref = $2`,
    [job.operator_code, job.infra_ref, ended, due, CLOSING_TEST, job.ordering_operator_code],
  );
  await setState(turn, job, 'ended');
  // Answers are awaited until the deadline; where nobody is to answer, the closing test is over when it is due.
  const wait = job.recipients.length === 0 ? 0 : ctx.timings.answerDeadlineMs;
  await setTimer(work, job.operator_code, 'closing-deadline', job.infra_ref, iso(closingDueAt + wait));
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
  const parties = [job.operator_code, job.ordering_operator_code].filter((code) => ctx.directory.isHosted(code));
  for (const operatorCode of new Set(parties)) {
    work.note(operatorCode, job.infra_ref, {
      at: ended,
      heardAt: work.at,
      kind: 'M3',
      operatorCode: job.ordering_operator_code,
    });
    work.audit({ operatorCode, action: 'message.M3', subject: job.infra_ref });
  }
  touched.jobsAt.add(job.pm_ref);
  touched.pms.add(job.pm_ref);
}
