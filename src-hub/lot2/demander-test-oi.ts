import { demanderTestOI } from '@shared/contract/lot2';
import { atImpacted } from '@shared/domain/intervention-life';
import { answerTest } from './answer';
import type { Effect } from './effect';
import { instantOf, iso } from './instants';
import { stateAfter } from './life';
import { changeNeighbour, impactedLifeOf, lockTold } from './neighbour';
import { readBody } from './read-body';

/** M4TX at an impacted operator: a test is asked for; it is answered at once (M5TX). Asked again, it has no effect. */
export const demanderTestOi: Effect = async (turn, envelope) => {
  const { work, touched, ctx } = turn;
  const { senderCode, recipientCode, infraRef } = envelope;
  const m4tx = readBody(demanderTestOI, envelope.body);
  const neighbour = m4tx.codeOI === senderCode ? await lockTold(work, envelope) : undefined;
  const facts = { number: m4tx.numeroTest };
  const after = stateAfter(atImpacted('M4TX', impactedLifeOf(neighbour), facts, ctx.timings));
  if (after === null || neighbour === undefined) return;
  await changeNeighbour(work, { operatorCode: recipientCode, infraRef, testCount: m4tx.numeroTest });
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
