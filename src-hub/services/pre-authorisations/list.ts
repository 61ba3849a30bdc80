import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import { type Page, type PageInput, projectionPage } from '../page';

/** GET /api/pre-authorisations: those the caller's operator gave, standing and past, newest first. */
export function listPreAuthorisations(
  ctx: HubContext,
  caller: Caller,
  input: PageInput,
): Promise<Page<PreAuthorisation>> {
  return projectionPage(ctx, caller, 'preAuthorisation', input, []);
}
