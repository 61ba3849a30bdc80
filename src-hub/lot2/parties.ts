import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../context';
import { ProtocolRefusal } from '../refusals';

/**
 * The infrastructure operator that a message of a DO speaks to, which lives in this hub.
 * @throws ProtocolRefusal CODE_OI_INCONNU; MAUVAIS_FORMAT when codeDO is not the caller's own code: the sender comes from
 * the token alone (safety 3)
 */
export function checkParties(ctx: HubContext, caller: Caller, body: { codeDO: string; codeOI: string }): OperatorCode {
  if (body.codeDO !== caller.operatorCode) {
    throw new ProtocolRefusal('MAUVAIS_FORMAT', 'codeDO is not the code of the caller', ['codeDO']);
  }
  const infra = ctx.directory.all.get(body.codeOI);
  if (!infra?.roles.includes('OI') || !ctx.directory.isHosted(body.codeOI)) {
    throw new ProtocolRefusal('CODE_OI_INCONNU', 'no such infrastructure operator here', ['codeOI']);
  }
  return body.codeOI;
}
