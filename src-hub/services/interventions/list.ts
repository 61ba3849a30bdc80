import type { Query } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import type { Caller, HubContext } from '../../context';
import { type Page, type PageInput, projectionPage } from '../page';

type Input = PageInput & Pick<Query<'interventions'>, 'state' | 'pmRef'>;

/** GET /api/interventions: those the caller's operator takes part in, newest first. */
export function listInterventions(ctx: HubContext, caller: Caller, input: Input): Promise<Page<Intervention>> {
  return projectionPage(ctx, caller, 'intervention', input, [
    { field: 'state', value: input.state },
    { field: 'pmRef', value: input.pmRef },
  ]);
}
