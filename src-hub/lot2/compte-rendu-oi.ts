import { compteRenduOI } from '@shared/contract/lot2';
import { ProtocolRefusal } from '../refusals';
import type { Effect } from './effect';
import { lockNeighbour } from './neighbour';
import { readBody } from './read-body';

/** CR at an impacted operator: what was repaired on its lines. Kept in its timeline; alarms alone say what is up. */
export const compteRenduOi: Effect = async ({ work }, { senderCode, recipientCode, infraRef, body }) => {
  const cr = readBody(compteRenduOI, body);
  const neighbour = await lockNeighbour(work, recipientCode, infraRef);
  if (neighbour === undefined || neighbour.infra_operator_code !== senderCode || cr.codeOI !== senderCode) {
    throw new ProtocolRefusal('INCOHERENCE', 'no such intervention', ['refIntervOI']);
  }
  const types = new Set((cr.lignesImpactees ?? []).flatMap((line) => line.retTypo ?? []));
  work.note(recipientCode, infraRef, {
    at: work.at,
    heardAt: work.at,
    kind: 'CR',
    operatorCode: senderCode,
    count: cr.lignesImpactees?.length ?? 0,
    ...(types.size > 0 && { text: [...types].join(', ') }),
  });
};
