import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migrate } from './migrate';

/** As owner: the schema up to date, and the one row that makes this database itself. */
export async function prepare(ownerUrl: string): Promise<void> {
  await migrate(ownerUrl);
  await asOwner(ownerUrl, async (client) => {
    await client.query('INSERT INTO hub (epoch) VALUES ($1) ON CONFLICT DO NOTHING', [randomUUID()]);
  });
}

/** Runs `work` on a connection of the schema's owner; row-level security is forced on it as on everybody. */
export async function asOwner<R>(ownerUrl: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
