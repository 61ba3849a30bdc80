import type { Query } from '@shared/contract/http';
import type { Outage } from '@shared/domain/outage';
import type { Caller, HubContext } from '../../context';
import { type Page, type PageInput, projectionPage } from '../page';

type Input = PageInput & Pick<Query<'outages'>, 'state' | 'pmRef'>;

/** GET /api/outages: those the caller may see, newest first. */
export function listOutages(ctx: HubContext, caller: Caller, input: Input): Promise<Page<Outage>> {
  return projectionPage(ctx, caller, 'outage', input, [
    { field: 'state', value: input.state },
    { field: 'pmRef', value: input.pmRef },
  ]);
}
