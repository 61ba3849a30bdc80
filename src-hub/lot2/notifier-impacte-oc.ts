import { MESSAGE, type NotificationOC, notificationOC, type outTestOI, tolerate } from '@shared/contract/lot2';
import type { OperatorCode } from '@shared/domain/codes';
import { atInfra, CLOSING_TEST } from '@shared/domain/intervention-life';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { askedBy, completeTest, type InfraIntervention, lockByRef, setAnswered, testsOf } from './infra-intervention';
import { lifeOf, stateAfter } from './life';
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
  const tests = await testsOf(work, job);
  const facts = { sender: senderCode, number: numberOf(m5tx), now: ctx.clock.now(), lot };
  const after = stateAfter(atInfra('M5TX', lifeOf(job, tests), facts, ctx.timings));
  const test = tests.find(({ test_number }) => test_number === facts.number);
  if (after === null || test === undefined) return;
  const m6tx = await relayedAnswer(turn, job, m5tx);
  work.send({
    operatorCode: job.operator_code,
    recipientCode: job.ordering_operator_code,
    message: MESSAGE.answerRelayed,
    infraRef: job.infra_ref,
    body: m6tx,
  });
  const answered = [...test.answered, senderCode];
  await setAnswered(work, { job, testNumber: test.test_number, answered });
  record(turn, job, senderCode, m5tx, m6tx.reparation);
  if (askedBy(turn, job, test.test_number).every((code) => answered.includes(code))) {
    await completeTest(turn, job, test.test_number, 'answers');
  }
}

/** Which test it answers: outside a closing test it must say. */
function numberOf(m5tx: NotificationOC): number {
  if (m5tx.testCloture) return CLOSING_TEST;
  if (m5tx.numeroTest === undefined) {
    throw new ProtocolRefusal('CHAMPS_NON_RENSEIGNE', 'numeroTest is required outside a closing test', ['numeroTest']);
  }
  // The closing test's number, said of another: there is no such test.
  return m5tx.numeroTest === CLOSING_TEST ? Number.NaN : m5tx.numeroTest;
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
