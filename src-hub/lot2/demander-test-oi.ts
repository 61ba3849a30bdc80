import { demanderTestOI } from '@shared/contract/lot2';
import { ProtocolRefusal } from '../refusals';
import { answerTest } from './answer';
import type { Effect } from './effect';
import { instantOf, iso } from './instants';
import { lockNeighbour } from './neighbour';
import { readBody } from './read-body';

/** M4TX at an impacted operator: a test is asked for; it is answered at once (M5TX). Asked again, it has no effect. */
export const demanderTestOi: Effect = async (turn, { senderCode, recipientCode, infraRef, body }) => {
  const { work, touched } = turn;
  const m4tx = readBody(demanderTestOI, body);
  const neighbour = await lockNeighbour(work, recipientCode, infraRef);
  if (neighbour === undefined || neighbour.infra_operator_code !== senderCode || m4tx.codeOI !== senderCode) {
    throw new ProtocolRefusal('REF_INTERVOI_INCONNUE', 'no such intervention', ['refIntervOI']);
  }
  if (m4tx.numeroTest <= neighbour.test_count) return;
  if (neighbour.ended_at !== null) throw new ProtocolRefusal('INCOHERENCE', 'the intervention has ended');
  await work.rows('UPDATE neighbour_interventions SET test_count = $3 WHERE operator_code = $1 AND infra_ref = $2', [
    recipientCode,
    infraRef,
    m4tx.numeroTest,
  ]);
  work.note(recipientCode, infraRef, {
    at: iso(instantOf(m4tx.dateTest)),
    heardAt: work.at,
    kind: 'M4TX',
    operatorCode: senderCode,
    testNumber: m4tx.numeroTest,
  });
  await answerTest(turn, neighbour, m4tx.numeroTest);
  touched.interventions.add(infraRef);
};
