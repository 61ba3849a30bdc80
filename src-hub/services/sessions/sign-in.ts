import type { Session } from '@shared/contract/http';
import type { Role } from '@shared/domain/codes';
import type { HubContext } from '../../context';
import { Refusal } from '../../refusals';
import { verifySecret } from '../accounts/secret';
import type { Attempts } from './attempts';
import { openSession } from './open';

interface AccountRow {
  readonly login: string;
  readonly operator_code: string;
  readonly password_hash: string;
  readonly role: Role;
  readonly departments: string[];
}

/**
 * POST /api/session: login and password for a session. An unknown login and a wrong password are one answer, and take
 * the same time.
 * @throws Refusal BAD_CREDENTIALS, RATE_LIMITED after too many failures (attempts.ts)
 */
export async function signIn(
  ctx: HubContext,
  attempts: Attempts,
  { login, password, address }: { login: string; password: string; address: string },
): Promise<Session> {
  attempts.begin(login, address);
  const [account] = await ctx.db.outside<AccountRow>('SELECT * FROM find_account($1)', [login]);
  if (!(await verifySecret(password, account?.password_hash)) || account === undefined) {
    throw new Refusal('BAD_CREDENTIALS');
  }
  attempts.succeeded(login, address);
  const operator = ctx.directory.all.get(account.operator_code);
  const who = {
    operatorCode: account.operator_code,
    login: account.login,
    role: account.role,
    departments: account.departments,
  };
  const { token, expiresAt } = await openSession(ctx, who);
  return {
    ...who,
    accessToken: token,
    expiresAt,
    operatorName: operator?.name ?? who.operatorCode,
    demo: operator?.demo ?? false,
  };
}
