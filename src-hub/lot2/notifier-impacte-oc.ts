import { MESSAGE, type NotificationOC, notificationOC, type outTestOI, tolerate } from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import {
  askedBy,
  CLOSING_TEST,
  completeTest,
  type InfraIntervention,
  lockByRef,
  type TestRow,
  testsOf,
} from './infra-intervention';
import { readBody } from './read-body';
import { relayedAnswer } from './relayed-answer';

/**
 * M5TX, POST /interventions-oi/notification-impacte-clients-oc: an impacted operator answers a test. The infrastructure
 * operator relays it to the ordering one (M6TX). The first answer to a test stands; the same operator's second has no
 * effect.
 * @throws ProtocolRefusal REF_INTERV_OI_INCONNUE (also for an operator that was not told of the job); ERREUR_ITERATION for
 * a test that was not asked for, or a closing test before it is due; DELAI_NON_RESPECTE after the deadline;
 * CHAMPS_NON_RENSEIGNE, MAUVAIS_FORMAT
 */
export async function notifierImpacteOc(
  ctx: HubContext,
  caller: Caller,
  body: unknown,
): Promise<z.infer<typeof outTestOI>> {
  const m5tx = readBody(notificationOC, tolerate(body, 'M5TX'));
  await inTurn(ctx, caller, (turn) => receive(turn, caller.operatorCode, m5tx));
  return { code: 0, numeroTest: m5tx.numeroTest ?? CLOSING_TEST, refIntervOI: m5tx.refIntervOI };
}

/** The same message from an operator hosted here, out of its outbox. */
export const impacteOcDelivered: Effect = (turn, { senderCode, body }) =>
  receive(turn, senderCode, readBody(notificationOC, body));

/**
 * An answer of either lot, at the infrastructure operator. `lot` 1: it has no hour for the closing answer, so that one
 * may come as soon as the job has ended. @throws ProtocolRefusal, as notifierImpacteOc
 */
export async function receive(
  turn: Turn,
  senderCode: OperatorCode,
  m5tx: NotificationOC,
  lot: 1 | 2 = 2,
): Promise<void> {
  const { work, ctx } = turn;
  if (m5tx.codeOcImpacte !== senderCode) {
    throw new ProtocolRefusal('MAUVAIS_FORMAT', 'codeOcImpacte is not the code of the sender', ['codeOcImpacte']);
  }
  const job = await lockByRef(turn, m5tx.refIntervOI);
  if (job === undefined || !job.recipients.includes(senderCode)) {
    throw new ProtocolRefusal('REF_INTERV_OI_INCONNUE', 'no such intervention', ['refIntervOI']);
  }
  const test = testAnswered(await testsOf(work, job), m5tx, lot === 1 ? Number.POSITIVE_INFINITY : ctx.clock.now());
  if (test.answered.includes(senderCode)) return;
  if (test.complete_at !== null || ctx.clock.now() > Date.parse(test.heard_at) + ctx.timings.answerDeadlineMs) {
    throw new ProtocolRefusal('DELAI_NON_RESPECTE', 'the deadline for this answer has passed', ['numeroTest']);
  }
  const m6tx = await relayedAnswer(turn, job, m5tx);
  work.send({
    operatorCode: job.operator_code,
    recipientCode: job.ordering_operator_code,
    message: MESSAGE.answerRelayed,
    infraRef: job.infra_ref,
    body: m6tx,
  });
  const answered = [...test.answered, senderCode];
  await work.rows(`UPDATE tests SET answered = $4 WHERE operator_code = $1 AND infra_ref = $2 AND test_number = $3`, [
    job.operator_code,
    job.infra_ref,
    test.test_number,
    answered,
  ]);
  record(turn, job, senderCode, m5tx, m6tx.reparation);
  if (askedBy(turn, job, test.test_number).every((code) => answered.includes(code)))
    await completeTest(turn, job, test.test_number);
}

function testAnswered(tests: readonly TestRow[], m5tx: NotificationOC, now: number): TestRow {
  if (!m5tx.testCloture && m5tx.numeroTest === undefined) {
    throw new ProtocolRefusal('CHAMPS_NON_RENSEIGNE', 'numeroTest is required outside a closing test', ['numeroTest']);
  }
  const test = tests.find((t) =>
    m5tx.testCloture ? t.is_closing : !t.is_closing && t.test_number === m5tx.numeroTest,
  );
  if (test === undefined || (test.is_closing && now < Date.parse(test.heard_at))) {
    throw new ProtocolRefusal('ERREUR_ITERATION', 'no such test was asked for', ['numeroTest']);
  }
  return test;
}

function record(
  { work }: Turn,
  job: InfraIntervention,
  senderCode: OperatorCode,
  m5tx: NotificationOC,
  repairAllowed: boolean,
): void {
  const testNumber = m5tx.testCloture ? CLOSING_TEST : (m5tx.numeroTest ?? CLOSING_TEST);
  const common = { at: work.at, heardAt: work.at, operatorCode: senderCode, testNumber, count: m5tx.clientHSOC.length };
  work.note(job.operator_code, job.infra_ref, { ...common, kind: 'M5TX' });
  work.note(job.operator_code, job.infra_ref, { ...common, kind: 'M6TX', repairAllowed });
  work.audit({
    operatorCode: job.operator_code,
    action: 'consent.relayed',
    subject: job.infra_ref,
    detail: {
      testNumber,
      impactedOperatorCode: senderCode,
      orderingOperatorCode: job.ordering_operator_code,
      repairAllowed,
    },
  });
}
