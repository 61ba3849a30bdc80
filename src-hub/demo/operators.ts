import { DEMO_PASSWORD, demoAccounts, demoOperators, demoSystemClient } from '@shared/demo/operators';
import type { OperatorCode } from '@shared/domain/codes';
import type pg from 'pg';
import { hashSecret } from '../services/accounts/secret';

/** Départements that a person of the demonstration watches. */
const DEPARTMENTS = ['33'];

/**
 * Operators, people and systems of the demonstration, as the schema's owner; nothing is done where they exist. Those in
 * `outside` are hosted elsewhere: their people and systems are too.
 */
export async function seedOperators(client: pg.Client, outside: readonly OperatorCode[] = []): Promise<void> {
  const operators = demoOperators.filter(({ code }) => !outside.includes(code));
  const accounts = demoAccounts.filter(({ operatorCode }) => !outside.includes(operatorCode));
  // One password, one hash: making twenty-five would hold the start for a second.
  const [passwordHash, ...secretHashes] = await Promise.all([
    hashSecret(DEMO_PASSWORD),
    ...operators.map(({ code }) => hashSecret(demoSystemClient(code).clientSecret)),
  ]);
  for (const operator of operators) {
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
      accounts.map((a) => a.login),
      accounts.map((a) => a.operatorCode),
      accounts.map((a) => a.role),
    ],
  );
  await client.query(
    `INSERT INTO clients (client_id, operator_code, secret_hash)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [operators.map(({ code }) => demoSystemClient(code).clientId), operators.map((o) => o.code), secretHashes],
  );
}
