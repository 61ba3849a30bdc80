import type { Query } from '@shared/contract/http';
import type { Outage } from '@shared/domain/outage';
import type { Caller, HubContext } from '../../context';
import { auditLinesShown, linesOfOutages } from '../audit/lines-shown';
import { type Page, type PageInput, projectionPage } from '../page';

type Input = PageInput & Pick<Query<'outages'>, 'state' | 'pmRef'>;

/** GET /api/outages: those the caller may see, newest first. Their lines are customers', so the read is audited. */
export async function listOutages(ctx: HubContext, caller: Caller, input: Input): Promise<Page<Outage>> {
  const page = await projectionPage(ctx, caller, 'outage', input, [
    { field: 'state', value: input.state },
    { field: 'pmRef', value: input.pmRef },
  ]);
  await auditLinesShown(ctx, caller, { action: 'outage.list', subject: 'outages', ...linesOfOutages(page.items) });
  return page;
}
