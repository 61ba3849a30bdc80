import type { HubContext } from '../../context';
import { isStorable } from '../../storable';
import { verifySecret } from '../accounts/secret';
import type { Attempts } from './attempts';
import { openSession } from './open';

interface ClientRow {
  readonly client_id: string;
  readonly operator_code: string;
  readonly secret_hash: string;
}

/** What POST /oauth/token gives: RFC 6749, client credentials. Null: the client or its secret is not right. */
export async function clientToken(
  ctx: HubContext,
  attempts: Attempts,
  { id, secret, address }: { id: string; secret: string; address: string },
): Promise<{ access_token: string; token_type: 'Bearer'; expires_in: number } | null> {
  attempts.begin(id, address);
  if (!isStorable(id)) return null;
  const [client] = await ctx.db.outside<ClientRow>('SELECT * FROM find_client($1)', [id]);
  if (!(await verifySecret(secret, client?.secret_hash)) || client === undefined) return null;
  attempts.succeeded(id, address);
  const opened = await openSession(ctx, {
    operatorCode: client.operator_code,
    login: client.client_id,
    // An operator outside has messages to send and nothing to read.
    role: ctx.directory.isHosted(client.operator_code) ? 'system' : 'partner',
    departments: [],
  });
  const expiresIn = Math.floor((Date.parse(opened.expiresAt) - Date.now()) / 1000);
  return { access_token: opened.token, token_type: 'Bearer', expires_in: expiresIn };
}
