import type { OperatorCode, Role } from '@shared/domain/codes';
import type { HubContext } from '../../context';
import { newToken, tokenHash } from './token';

/** A shift and its overlap; a system asks anew every hour. */
const PERSON_MS = 12 * 3_600_000;
const SYSTEM_MS = 3_600_000;

export interface Opened {
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Opens a session for somebody whose secret was checked. Sessions live by the machine's clock: a simulated day that runs
 * ahead must not end them.
 */
export async function openSession(
  ctx: HubContext,
  who: { operatorCode: OperatorCode; login: string; role: Role; departments: readonly string[] },
): Promise<Opened> {
  const token = newToken();
  const now = Date.now();
  const expiresAt = new Date(now + (who.role === 'system' ? SYSTEM_MS : PERSON_MS)).toISOString();
  await ctx.db.outside('SELECT open_session($1, $2, $3, $4, $5, $6, $7)', [
    tokenHash(token),
    who.operatorCode,
    who.login,
    who.role,
    who.departments,
    new Date(now).toISOString(),
    expiresAt,
  ]);
  await ctx.transact({ tenants: [who.operatorCode], actor: who }, async (work) => {
    work.audit({ operatorCode: who.operatorCode, action: 'session.open', subject: who.login });
  });
  return { token, expiresAt };
}
