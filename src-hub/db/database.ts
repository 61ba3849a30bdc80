import { createHash } from 'node:crypto';
import type { OperatorCode } from '@shared/domain/codes';
import pg from 'pg';

/** Rows come back with instants as ISO strings (UTC, milliseconds): the shape of every document we send. */
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString());
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Runs SQL inside one transaction that stands for some operators. Pass it down; never query the pool inside one. */
export interface Tx {
  rows<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
}

/** A read-only transaction that stays open on one unchanging state while its rows are sent on. */
export interface Snapshot extends Tx {
  /** Ends it and gives its connection back; safe to call again. */
  end(): Promise<void>;
}

/** Snapshots open at once; another waits its turn this long, then is refused. */
const SNAPSHOTS = 4;
const SNAPSHOT_WAIT_MS = 10_000;
/** A reader that takes nothing for this long loses its snapshot: an open one keeps old rows from being cleaned. */
const SNAPSHOT_IDLE = '120s';

/** A connection pool of the working role. */
export class Database {
  readonly #pool: pg.Pool;
  /** Apart from the other: readers as slow as their network never keep a request from its connection. */
  readonly #snapshots: pg.Pool;
  readonly #open = new Set<(broken: Error) => Promise<void>>();

  constructor(url: string, connections = 10) {
    this.#pool = new pg.Pool({ connectionString: url, max: connections, application_name: 'vigie-hub' });
    // A connection that dies idle is replaced at the next use; without a listener its error would end the process.
    this.#pool.on('error', () => {});
    this.#snapshots = new pg.Pool({
      connectionString: url,
      max: SNAPSHOTS,
      connectionTimeoutMillis: SNAPSHOT_WAIT_MS,
      application_name: 'vigie-hub snapshot',
    });
    this.#snapshots.on('error', () => {});
  }

  /**
   * Runs `work` in a transaction that sees and writes only the rows of `tenants` (safety 1). A request stands for
   * exactly its token's operator; only src-hub/engine names several.
   */
  async inTenants<R>(tenants: readonly OperatorCode[], work: (tx: Tx) => Promise<R>): Promise<R> {
    const client = await this.#pool.connect();
    // A connection that the server cuts fails the query under way; its error event must not end the process as well.
    const cut = () => {};
    client.on('error', cut);
    try {
      // One round trip; a literal, as SET takes no parameters.
      await client.query(`BEGIN; SET LOCAL vigie.tenants = ${pg.escapeLiteral(tenants.join(','))}`);
      const result = await work({ rows: oneByOne(client) });
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // A connection on which even ROLLBACK fails is broken: destroy it rather than give it back.
      const broken = await client.query('ROLLBACK').then(
        () => undefined,
        (failure: Error) => failure,
      );
      client.release(broken);
      throw error;
    } finally {
      client.off('error', cut);
    }
  }

  /**
   * Opens a snapshot of one operator's rows (REPEATABLE READ, read-only): what it counts first is exactly what it reads
   * later (safety 17). The caller ends it. Rejects when no connection comes free in time.
   */
  async snapshot(tenant: OperatorCode): Promise<Snapshot> {
    const client = await this.#snapshots.connect();
    const end = async (broken?: Error): Promise<void> => {
      if (!this.#open.delete(end)) return;
      client.release(broken ?? (await client.query('ROLLBACK').then(() => undefined, asError)));
      // Only now: the pool listens again to what it has back.
      client.off('error', end);
    };
    this.#open.add(end);
    // Ended by the server while it waits for its reader: the reader's next query fails, the process lives.
    client.on('error', end);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(
        `SELECT set_config('vigie.tenants', $1, true), set_config('idle_in_transaction_session_timeout', $2, true)`,
        [tenant, SNAPSHOT_IDLE],
      );
    } catch (error) {
      await end();
      throw error;
    }
    return { rows: (sql, values) => prepared(client, sql, values), end: () => end() };
  }

  /** For what belongs to no operator: directory, sessions (through their functions), the hub's own row. */
  async outside<R>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return (await this.#pool.query(sql, values as unknown[])).rows as R[];
  }

  /** A connection of its own for LISTEN; the caller ends it. */
  async listen(channel: string, onNotice: (payload: string) => void): Promise<() => Promise<void>> {
    const client = new pg.Client({ ...this.#pool.options });
    client.on('error', () => {});
    client.on('notification', (notice) => onNotice(notice.payload ?? ''));
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return () => client.end();
  }

  async close(): Promise<void> {
    // A pool ends when it has everything back: snapshots still read are broken off, which their readers notice.
    for (const end of [...this.#open]) void end(new Error('database closing'));
    await Promise.all([this.#pool.end(), this.#snapshots.end()]);
  }
}

/** A connection takes one query at a time; those who ask side by side wait for their turn. */
function oneByOne(client: pg.PoolClient): Tx['rows'] {
  let last: Promise<unknown> = Promise.resolve();
  return <R>(sql: string, values?: readonly unknown[]) => {
    const own = last.then(() => prepared<R>(client, sql, values));
    last = own.catch(() => undefined);
    return own;
  };
}

/**
 * Runs a statement that the connection keeps prepared: planning it, with its row-level security, takes longer than running
 * it. Values go as parameters everywhere, so the hub has a few hundred texts, not one for each call.
 */
async function prepared<Row>(client: pg.PoolClient, text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await client.query({ name: nameOf(text), text, values: values as unknown[] })).rows as Row[];
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
