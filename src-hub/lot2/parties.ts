import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../context';
import type { PartnerLink } from '../partners/link';
import { ProtocolRefusal } from '../refusals';

/** The infrastructure operator that a message of a DO speaks to: hosted here, or outside and reached by its link. */
export type InfraSide =
  | { readonly kind: 'here'; readonly code: OperatorCode }
  | { readonly kind: 'outside'; readonly link: PartnerLink };

/**
 * Finds it by the body's codeOI.
 * @throws ProtocolRefusal CODE_OI_INCONNU; MAUVAIS_FORMAT when codeDO is not the caller's own code: the sender comes from
 * the token alone (safety 3)
 */
export function checkParties(ctx: HubContext, caller: Caller, body: { codeDO: string; codeOI: string }): InfraSide {
  if (body.codeDO !== caller.operatorCode) {
    throw new ProtocolRefusal('MAUVAIS_FORMAT', 'codeDO is not the code of the caller', ['codeDO']);
  }
  const infra = ctx.directory.all.get(body.codeOI);
  const link = ctx.partners.get(body.codeOI);
  if (infra?.roles.includes('OI')) {
    if (ctx.directory.isHosted(body.codeOI)) return { kind: 'here', code: body.codeOI };
    // Somebody outside who orders a job outside has no business here.
    if (link !== undefined && ctx.directory.isHosted(caller.operatorCode)) return { kind: 'outside', link };
  }
  throw new ProtocolRefusal('CODE_OI_INCONNU', 'no such infrastructure operator here', ['codeOI']);
}
