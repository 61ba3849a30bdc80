import { DEMO_PASSWORD, demoAccounts, demoOperators, demoSystemClient } from '@shared/demo/operators';
import type pg from 'pg';
import { hashSecret } from '../services/accounts/secret';

/** Départements that a person of the demonstration watches. */
const DEPARTMENTS = ['33'];

/** Operators, people and systems of the demonstration, as the schema's owner; nothing is done where they exist. */
export async function seedOperators(client: pg.Client): Promise<void> {
  // One password, one hash: making twenty-five would hold the start for a second.
  const [passwordHash, ...secretHashes] = await Promise.all([
    hashSecret(DEMO_PASSWORD),
    ...demoOperators.map(({ code }) => hashSecret(demoSystemClient(code).clientSecret)),
  ]);
  for (const operator of demoOperators) {
    await client.query(
      `INSERT INTO operators (code, name, plays, hosted, demo) VALUES ($1, $2, $3, true, true) ON CONFLICT DO NOTHING`,
      [operator.code, operator.name, operator.roles],
    );
  }
  await client.query(
    `INSERT INTO accounts (login, operator_code, password_hash, role, departments)
     SELECT login, code, $1, role, $2 FROM unnest($3::text[], $4::text[], $5::text[]) AS u (login, code, role)
     ON CONFLICT DO NOTHING`,
    [
      passwordHash,
      DEPARTMENTS,
      demoAccounts.map((a) => a.login),
      demoAccounts.map((a) => a.operatorCode),
      demoAccounts.map((a) => a.role),
    ],
  );
  await client.query(
    `INSERT INTO clients (client_id, operator_code, secret_hash)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [demoOperators.map(({ code }) => demoSystemClient(code).clientId), demoOperators.map((o) => o.code), secretHashes],
  );
}
