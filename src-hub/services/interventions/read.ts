import type { Intervention } from '@shared/domain/intervention';
import type { Caller, HubContext } from '../../context';
import { auditLinesShown, linesOfInterventions } from '../audit/lines-shown';
import { projectionOf } from '../page';

/**
 * GET /api/interventions/{id}; `id` is infraRef. Lines in the answers to its tests are customers': such a read is audited.
 * NOT_FOUND for a missing and for a foreign one alike.
 */
export async function readIntervention(ctx: HubContext, caller: Caller, infraRef: string): Promise<Intervention> {
  const job = await ctx.db.inTenants([caller.operatorCode], (tx) => projectionOf(tx, caller, 'intervention', infraRef));
  await auditLinesShown(ctx, caller, {
    action: 'intervention.read',
    subject: infraRef,
    ...linesOfInterventions([job]),
  });
  return job;
}
