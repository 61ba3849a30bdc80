import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartRefusal } from '../start-refusal';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file: a migration that was run is never edited. */
  readonly checksum: string;
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

const folder = fileURLToPath(new URL('./migrations/', import.meta.url));

/** The migrations that ship with this hub, in order. */
export function migrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{3}_[\w-]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(`${folder}/${file}`, 'utf8');
      return { number: Number(file.slice(0, 3)), name: file, sql, checksum: digest(sql) };
    });
}

/** What is still to run; refuses a database that this hub's migrations did not make. Pure. */
export function pending(known: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  for (const row of applied) {
    const own = known.find((migration) => migration.number === row.number);
    if (!own) throw new StartRefusal(`The database has migration ${row.name}, newer than this hub: update the hub.`);
    if (own.checksum !== row.checksum) {
      throw new StartRefusal(`Migration ${row.name} was changed after it ran on this database: use a fresh database.`);
    }
  }
  return known.filter((migration) => !applied.some((row) => row.number === migration.number));
}

/** Brings the schema up to date as its owner, one transaction a file. Two hubs at once: the second waits. */
export async function migrate(ownerUrl: string, known = migrations()): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(8430218)');
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    await client.query('GRANT SELECT ON schema_migrations TO vigie_app');
    const applied = await client.query<Applied>('SELECT number, name, checksum FROM schema_migrations ORDER BY number');
    for (const migration of pending(known, applied.rows)) {
      await client.query('BEGIN');
      try {
        await client.query(migration.sql);
        await client.query('INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)', [
          migration.number,
          migration.name,
          migration.checksum,
        ]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw new StartRefusal(`Migration ${migration.name} failed: ${(error as Error).message}.`);
      }
    }
  } finally {
    await client.end();
  }
}

/** For a hub without the owner's URL: the schema must be exactly this hub's. */
export function checkVersion(known: readonly Migration[], applied: readonly Applied[]): void {
  const [missing] = pending(known, applied);
  if (missing) {
    throw new StartRefusal(`The database lacks migration ${missing.name}: start once with VIGIE_OWNER_URL set.`);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
