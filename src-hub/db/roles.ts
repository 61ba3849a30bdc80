import pg from 'pg';

/** Owns the schema, runs migrations. */
export const OWNER_ROLE = 'vigie_owner';
/** What the hub works with: data rights only, row-level security applies to it. */
export const APP_ROLE = 'vigie_app';

/** Makes the two roles and the database, as superuser; the embedded database's part of docs/operating. */
export async function ensureRoles(admin: pg.Client, database: string): Promise<void> {
  const attributes = 'LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION';
  const known = await admin.query<{ rolname: string }>('SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)', [
    [OWNER_ROLE, APP_ROLE],
  ]);
  for (const role of [OWNER_ROLE, APP_ROLE]) {
    if (!known.rows.some((row) => row.rolname === role)) await admin.query(`CREATE ROLE ${role} ${attributes}`);
  }
  const made = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (made.rowCount === 0) {
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${OWNER_ROLE}`);
  }
}
