import type { Intervention } from '@shared/domain/intervention';
import type { Caller, HubContext } from '../../context';
import { projectionOf } from '../page';

/** GET /api/interventions/{id}; `id` is infraRef. NOT_FOUND for a missing and for a foreign one alike. */
export function readIntervention(ctx: HubContext, caller: Caller, infraRef: string): Promise<Intervention> {
  return ctx.db.inTenants([caller.operatorCode], (tx) => projectionOf(tx, caller, 'intervention', infraRef));
}
