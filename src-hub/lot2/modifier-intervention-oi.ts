import { modifierInterventionOI } from '@shared/contract/lot2';
import { atImpacted } from '@shared/domain/intervention-life';
import type { Effect } from './effect';
import { instantOf, iso } from './instants';
import { stateAfter } from './life';
import { changeNeighbour, impactedLifeOf, lockTold } from './neighbour';
import { readBody } from './read-body';
import { dropTimer, setTimer } from './timer';

/** M4 at an impacted operator: the job ended; its closing test is due at dateTestFinFroid. */
export const modifierInterventionOi: Effect = async ({ work, touched, ctx }, envelope) => {
  const { senderCode, recipientCode, infraRef } = envelope;
  const m4 = readBody(modifierInterventionOI, envelope.body);
  const neighbour = m4.codeOI === senderCode ? await lockTold(work, envelope) : undefined;
  if (stateAfter(atImpacted('M4', impactedLifeOf(neighbour), {}, ctx.timings)) === null) return;
  const endedAt = m4.dateFinIntervention === undefined ? work.at : iso(instantOf(m4.dateFinIntervention));
  const closingDueAt = iso(instantOf(m4.dateTestFinFroid));
  await changeNeighbour(work, { operatorCode: recipientCode, infraRef, endedAt, closingDueAt });
  await dropTimer(work, recipientCode, 'abandon-told', infraRef);
  await setTimer(work, recipientCode, 'closing-test', infraRef, closingDueAt);
  work.note(recipientCode, infraRef, {
    at: endedAt,
    heardAt: work.at,
    kind: 'M4',
    operatorCode: senderCode,
  });
  touched.interventions.add(infraRef);
};
