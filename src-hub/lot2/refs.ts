import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import type { Turn } from '../engine/turn';

/** What is written in a field that a table requires and nobody gave us. */
export const NOT_GIVEN = 'NC';

/**
 * Our key of a job that an infrastructure operator runs outside this hub. Its references are its own, and two operators may
 * use the same: the key is `CODE:reference`. Jobs declared here keep their bare reference, which is random.
 */
export async function keyOf(turn: Turn, infraOperatorCode: OperatorCode, refIntervOI: string): Promise<InfraRef> {
  const outside = `${infraOperatorCode}:${refIntervOI}`;
  if (!turn.ctx.directory.isHosted(infraOperatorCode)) return outside;
  const declaredHere = await turn.work.rows(
    'SELECT 1 FROM infra_interventions WHERE operator_code = $1 AND infra_ref = $2',
    [infraOperatorCode, refIntervOI],
  );
  return declaredHere.length > 0 ? refIntervOI : outside;
}

/** The reference as its infrastructure operator wrote it, for the wire. */
export function wireRefOf(infraOperatorCode: OperatorCode, key: InfraRef): string {
  const prefix = `${infraOperatorCode}:`;
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}
