import type pg from 'pg';
import { asOwner } from '../db/prepare';
import { hashSecret } from '../services/accounts/secret';
import { StartRefusal } from '../start-refusal';
import type { PartnerConfig } from './config';

/**
 * Makes the partners known: operators that are not hosted here, and the credentials by which they are let in. Idempotent.
 * @throws StartRefusal for one that this database hosts
 */
export async function admitPartners(ownerUrl: string, partners: readonly PartnerConfig[]): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    const hosted = await client.query<{ code: string }>('SELECT code FROM operators WHERE hosted AND code = ANY ($1)', [
      partners.map(({ code }) => code),
    ]);
    if (hosted.rows.length > 0) {
      const codes = hosted.rows.map(({ code }) => code).join(', ');
      throw new StartRefusal(`--partners: ${codes} is hosted by this database, and cannot be a partner of it too.`, 2);
    }
    await client.query('BEGIN');
    for (const partner of partners) await admit(client, partner);
    await client.query('COMMIT');
  });
}

async function admit(client: pg.Client, { code, name, roles, inbound }: PartnerConfig): Promise<void> {
  await client.query(
    `INSERT INTO operators (code, name, plays, hosted) VALUES ($1, $2, $3, false)
     ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name, plays = EXCLUDED.plays`,
    [code, name, roles],
  );
  // What the file no longer says no longer opens.
  await client.query('DELETE FROM clients WHERE operator_code = $1', [code]);
  if (inbound === undefined) return;
  await client.query('INSERT INTO clients (client_id, operator_code, secret_hash) VALUES ($1, $2, $3)', [
    inbound.clientId,
    code,
    await hashSecret(inbound.clientSecret),
  ]);
}
