import { modifierInterventionOI } from '@shared/contract/lot2';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { setTimer } from './infra-intervention';
import { instantOf, iso } from './instants';
import { lockNeighbour } from './neighbour';
import { readBody } from './read-body';

/** M4 at an impacted operator: the job ended; its closing test is due at dateTestFinFroid. */
export const modifierInterventionOi: Effect = async (
  { work, touched },
  { senderCode, recipientCode, infraRef, body },
) => {
  const m4 = readBody(modifierInterventionOI, body);
  const neighbour = await lockNeighbour(work, recipientCode, infraRef);
  if (neighbour === undefined || neighbour.infra_operator_code !== senderCode || m4.codeOI !== senderCode) {
    throw new ProtocolRefusal('INCOHERENCE', 'no such intervention', ['refIntervOI']);
  }
  if (neighbour.ended_at !== null) return;
  const [endedAt, due] = [m4.dateFinIntervention ?? work.at, m4.dateTestFinFroid].map((t) => iso(instantOf(t)));
  await work.rows(
    `UPDATE neighbour_interventions SET ended_at = $3, closing_due_at = $4
     WHERE operator_code = $1 AND infra_ref = $2`,
    [recipientCode, infraRef, endedAt, due],
  );
  await setTimer(work, recipientCode, 'closing-test', infraRef, due ?? work.at);
  work.note(recipientCode, infraRef, {
    at: endedAt ?? work.at,
    heardAt: work.at,
    kind: 'M4',
    operatorCode: senderCode,
  });
  touched.interventions.add(infraRef);
};
