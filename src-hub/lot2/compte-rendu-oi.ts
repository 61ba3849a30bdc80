import { compteRenduOI } from '@shared/contract/lot2';
import { atImpacted } from '@shared/domain/intervention-life';
import type { Effect } from './effect';
import { stateAfter } from './life';
import { impactedLifeOf, lockTold } from './neighbour';
import { readBody } from './read-body';

/** CR at an impacted operator: what was repaired on its lines. Kept in its timeline; alarms alone say what is up. */
export const compteRenduOi: Effect = async ({ work, ctx }, envelope) => {
  const { senderCode, recipientCode, infraRef } = envelope;
  const cr = readBody(compteRenduOI, envelope.body);
  const neighbour = cr.codeOI === senderCode ? await lockTold(work, envelope) : undefined;
  stateAfter(atImpacted('CR', impactedLifeOf(neighbour), {}, ctx.timings));
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
