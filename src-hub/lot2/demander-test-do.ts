import { type DemanderTestOI, demanderTestDO, MESSAGE, type outTestDO } from '@shared/contract/lot2';
import { atInfra } from '@shared/domain/intervention-life';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { refuseOutOfScope } from '../services/rollout/judge';
import {
  askedBy,
  completeTest,
  type InfraIntervention,
  lockOrdered,
  relay,
  setState,
  testsOf,
} from './infra-intervention';
import { iso, notInTheFuture } from './instants';
import { lifeOf, stateAfter } from './life';
import { testOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';
import { setTimer } from './timer';

/**
 * M3TX, POST /interventions-do/test-intermediaire: the technician asks who lost service so far.
 * @throws ProtocolRefusal REF_INTERV_INCONNUE; TEST_PRECEDENT_DEJA_EMIS for a number already used;
 * TEST_PRECEDENT_NON_ACQUITTE while answers to the last test are awaited; INCOHERENCE after the end, too soon after the
 * last test, beyond five or out of sequence; CHAMPS_NON_RENSEIGNE, MAUVAIS_FORMAT, CODE_OI_INCONNU
 */
export async function demanderTestDo(
  ctx: HubContext,
  caller: Caller,
  body: unknown,
): Promise<z.infer<typeof outTestDO>> {
  const m3tx = readBody(demanderTestDO, body);
  const side = checkParties(ctx, caller, m3tx);
  const requestedAt = notInTheFuture('dateTest', m3tx.dateTest, ctx.clock.now());
  const number = m3tx.numeroTest;
  if (side.kind === 'outside') return testOutside(ctx, caller, m3tx, side.link);
  const infra = side.code;
  return inTurn(ctx, caller, async (turn) => {
    const { work } = turn;
    const job = await lockOrdered(work, infra, caller.operatorCode, m3tx.refIntervDO);
    refuseOutOfScope(job);
    if (job === undefined || job.infra_ref !== m3tx.refIntervOI) {
      throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO', 'refIntervOI']);
    }
    const life = lifeOf(job, await testsOf(work, job));
    stateAfter(atInfra('M3TX', life, { number, at: requestedAt, now: ctx.clock.now() }, ctx.timings));
    await work.rows(
      `WITH test AS (INSERT INTO tests (operator_code, infra_ref, test_number, requested_at, heard_at)
         VALUES ($1, $2, $3, $4, $5))
       UPDATE ordered_interventions SET test_count = $3 WHERE operator_code = $6 AND infra_ref = $2`,
      [infra, job.infra_ref, number, iso(requestedAt), work.at, job.ordering_operator_code],
    );
    await setState(turn, job, 'testing');
    const m4tx: DemanderTestOI = {
      codeOI: infra,
      dateTest: iso(requestedAt),
      message: MESSAGE.testRelayed,
      natureTest: m3tx.natureTest,
      numeroTest: number,
      refIntervOI: job.infra_ref,
    };
    relay(turn, job, MESSAGE.testRelayed, m4tx);
    if (askedBy(turn, job, number).length === 0)
      await completeTest(turn, { ...job, state: 'testing' }, number, 'deadline');
    else {
      const deadline = iso(Date.parse(work.at) + ctx.timings.answerDeadlineMs);
      await setTimer(work, infra, 'answer-deadline', `${job.infra_ref} ${number}`, deadline);
    }
    record(turn, job, number, iso(requestedAt));
    return { code: 0, numeroTest: number, refIntervDO: job.ordering_ref, refIntervOI: job.infra_ref };
  });
}

function record({ work, ctx }: Turn, job: InfraIntervention, testNumber: number, at: string): void {
  const parties = [job.operator_code, job.ordering_operator_code].filter((code) => ctx.directory.isHosted(code));
  for (const operatorCode of new Set(parties)) {
    work.note(operatorCode, job.infra_ref, {
      at,
      heardAt: work.at,
      kind: 'M3TX',
      operatorCode: job.ordering_operator_code,
      testNumber,
    });
    work.audit({ operatorCode, action: 'message.M3TX', subject: job.infra_ref, detail: { testNumber } });
  }
}
