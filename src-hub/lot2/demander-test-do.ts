import { type DemanderTestOI, demanderTestDO, MESSAGE, type outTestDO } from '@shared/contract/lot2';
import { MAX_TESTS } from '@shared/domain/timings';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import {
  askedBy,
  completeTest,
  type InfraIntervention,
  lockOrdered,
  relay,
  setState,
  setTimer,
  type TestRow,
  testsOf,
} from './infra-intervention';
import { iso, notInTheFuture } from './instants';
import { testOutside } from './ordered-outside';
import { checkParties } from './parties';
import { readBody } from './read-body';

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
    if (job === undefined || job.infra_ref !== m3tx.refIntervOI) {
      throw new ProtocolRefusal('REF_INTERV_INCONNUE', 'no such intervention', ['refIntervDO', 'refIntervOI']);
    }
    if (job.lot === 1) throw new ProtocolRefusal('INCOHERENCE', 'the job was declared in Lot 1, which has no tests');
    checkNumber(turn, job, await testsOf(work, job), number);
    if (requestedAt < Date.parse(job.started_at)) {
      throw new ProtocolRefusal('INCOHERENCE', 'dateTest is before the start', ['dateTest']);
    }
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
    if (askedBy(turn, job, number).length === 0) await completeTest(turn, { ...job, state: 'testing' }, number);
    else {
      const deadline = iso(Date.parse(work.at) + ctx.timings.answerDeadlineMs);
      await setTimer(work, infra, 'answer-deadline', `${job.infra_ref} ${number}`, deadline);
    }
    record(turn, job, number, iso(requestedAt));
    return { code: 0, numeroTest: number, refIntervDO: job.ordering_ref, refIntervOI: job.infra_ref };
  });
}

function checkNumber(turn: Turn, job: InfraIntervention, tests: readonly TestRow[], number: number): void {
  const asked = tests.filter((test) => !test.is_closing);
  const last = asked.at(-1);
  if (job.ended_at !== null) throw new ProtocolRefusal('INCOHERENCE', 'the intervention has ended', ['refIntervOI']);
  if (asked.some((test) => test.test_number === number)) {
    throw new ProtocolRefusal('TEST_PRECEDENT_DEJA_EMIS', `test ${number} was already asked for`, ['numeroTest']);
  }
  if (last !== undefined && last.complete_at === null) {
    throw new ProtocolRefusal('TEST_PRECEDENT_NON_ACQUITTE', `answers to test ${last.test_number} are awaited`, [
      'numeroTest',
    ]);
  }
  const expected = (last?.test_number ?? 0) + 1;
  if (number !== expected || number > MAX_TESTS) {
    const next = expected > MAX_TESTS ? `there were ${MAX_TESTS} tests already` : `the next test is ${expected}`;
    throw new ProtocolRefusal('INCOHERENCE', next, ['numeroTest']);
  }
  const since = last === undefined ? Number.POSITIVE_INFINITY : turn.ctx.clock.now() - Date.parse(last.heard_at);
  if (since < turn.ctx.timings.testSpacingMs) {
    throw new ProtocolRefusal('INCOHERENCE', 'too soon after the last test', ['dateTest']);
  }
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
