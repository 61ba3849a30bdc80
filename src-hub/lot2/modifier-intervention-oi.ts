import { modifierInterventionOI } from '@shared/contract/lot2';
import { atImpacted } from '@shared/domain/intervention-life';
import type { Effect } from './effect';
import { dropTimer, setTimer } from './infra-intervention';
import { instantOf, iso } from './instants';
import { stateAfter } from './life';
import { impactedLifeOf, lockTold } from './neighbour';
import { readBody } from './read-body';

/** M4 at an impacted operator: the job ended; its closing test is due at dateTestFinFroid. */
export const modifierInterventionOi: Effect = async ({ work, touched, ctx }, envelope) => {
  const { senderCode, recipientCode, infraRef } = envelope;
  const m4 = readBody(modifierInterventionOI, envelope.body);
  const neighbour = m4.codeOI === senderCode ? await lockTold(work, envelope) : undefined;
  if (stateAfter(atImpacted('M4', impactedLifeOf(neighbour), {}, ctx.timings)) === null) return;
  const [endedAt, due] = [m4.dateFinIntervention ?? work.at, m4.dateTestFinFroid].map((t) => iso(instantOf(t)));
  await work.rows(
    `UPDATE neighbour_interventions SET ended_at = $3, closing_due_at = $4
     WHERE operator_code = $1 AND infra_ref = $2`,
    [recipientCode, infraRef, endedAt, due],
  );
  await dropTimer(work, recipientCode, 'abandon-told', infraRef);
  await setTimer(work, recipientCode, 'closing-test', infraRef, due ?? work.at);
  work.note(recipientCode, infraRef, {
    at: endedAt ?? work.at,
    heardAt: work.at,
    kind: 'M4',
    operatorCode: senderCode,
  });
  touched.interventions.add(infraRef);
};
