import type { Query } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import type { Caller, HubContext } from '../../context';
import { auditLinesShown, linesOfInterventions } from '../audit/lines-shown';
import { type Page, type PageInput, projectionPage } from '../page';

type Input = PageInput & Pick<Query<'interventions'>, 'state' | 'pmRef'>;

/** GET /api/interventions: those the caller's operator takes part in, newest first. Lines in their answers: audited. */
export async function listInterventions(ctx: HubContext, caller: Caller, input: Input): Promise<Page<Intervention>> {
  const page = await projectionPage(ctx, caller, 'intervention', input, [
    { field: 'state', value: input.state },
    { field: 'pmRef', value: input.pmRef },
  ]);
  const shown = linesOfInterventions(page.items);
  await auditLinesShown(ctx, caller, { action: 'intervention.list', subject: 'interventions', ...shown });
  return page;
}
