import { DEMO_WORLD_SEED } from '@shared/demo/world';
import { nominalTimings, scaleTimings } from '@shared/domain/timings';
import pino, { type Logger } from 'pino';
import { version as VERSION } from '../package.json';
import { type Clock, systemClock } from './clock';
import type { HubContext } from './context';
import { Database } from './db/database';
import { type EmbeddedDatabase, startEmbedded } from './db/embedded';
import { guard } from './db/guard';
import { asOwner, prepare } from './db/prepare';
import { type Committed, FEED_CHANNEL, transactor } from './db/work';
import { loadDemoInventory } from './demo/inventory';
import { seedOperators } from './demo/operators';
import { loadDemoPlans } from './demo/rollout';
import { loadDirectory } from './directory';
import { startEngine } from './engine/engine';
import { admitPartners } from './partners/admit';
import type { PartnerConfig } from './partners/config';
import { startForwarding } from './partners/forward';
import { PartnerLink } from './partners/link';
import type { Route } from './routes/access';
import { startServer } from './routes/server';
import { StartRefusal } from './start-refusal';

export interface HubOptions {
  /** 0: any free port. */
  readonly port: number;
  /** Default: loopback. */
  readonly host?: string;
  /** Either a folder for the embedded database, or the URL of one, with the working role. */
  readonly store: { readonly data: string } | { readonly database: string; readonly ownerUrl?: string };
  /** Fill an empty database with the demonstration. */
  readonly demo?: boolean;
  /** Operators outside, by --partners; with `demo`, those of the demonstration among them are not hosted here. */
  readonly partners?: readonly PartnerConfig[];
  /** How many times faster than nominal the protocol's timings run. */
  readonly speed?: number;
  /** Calls a minute of one operator, or of one address that needs no token. */
  readonly callsPerMinute?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

export interface Hub {
  readonly url: string;
  /** Identity of this database; clients that know another take a new snapshot. */
  readonly epoch: string;
  readonly ctx: HubContext;
  /** Every route that it serves, with what it asks of its caller. */
  readonly routes: readonly Route[];
  /** Resolves when nothing is due: no delivery waiting, no timer passed. */
  idle(): Promise<void>;
  /** Drains: no new calls, sockets closed with a reason, deliveries in flight finished, database stopped. */
  close(): Promise<void>;
  /** The embedded database ended by itself. */
  onLost(listener: () => void): void;
}

/** Ten times the national peak of messages, from one operator. */
const CALLS_PER_MINUTE = 60_000;

/** Starts a hub; throws `StartRefusal` with one clear line when it may not run. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const logger = options.logger ?? pino({ level: 'silent' });
  const embedded = 'data' in options.store ? await startEmbedded(options.store.data) : undefined;
  try {
    return await compose(options, logger, embedded);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function compose(options: HubOptions, logger: Logger, embedded: EmbeddedDatabase | undefined): Promise<Hub> {
  const clock = options.clock ?? systemClock;
  const speed = options.speed ?? 1;
  const { appUrl, ownerUrl } = urlsOf(options, embedded);
  if (ownerUrl) await prepare(ownerUrl);
  const db = new Database(appUrl);
  try {
    await guard(db);
    const partners = options.partners ?? [];
    const outside = partners.map(({ code }) => code);
    if (partners.length > 0) {
      if (!ownerUrl) throw new StartRefusal('--partners on a database of your own needs VIGIE_OWNER_URL.', 2);
      await admitPartners(ownerUrl, partners);
    }
    if (options.demo === true) await fillDemo(db, ownerUrl, outside, clock.now());
    const [row] = await db.outside<{ epoch: string; demo: boolean }>('SELECT epoch, demo FROM hub');
    if (!row) throw new StartRefusal('The database has no hub row: start once with VIGIE_OWNER_URL set.');
    let heard: (committed: Committed) => void = () => {};
    const ctx: HubContext = {
      db,
      transact: transactor(db, clock.now, (committed) => heard(committed)),
      clock,
      timings: scaleTimings(nominalTimings, speed),
      directory: await loadDirectory(db),
      partners: new Map(partners.map((config) => [config.code, new PartnerLink(config)])),
    };
    const facts = { epoch: row.epoch, demo: row.demo, speed, version: VERSION };
    const engine = startEngine(ctx, (error) => logger.error({ err: error }, 'engine'));
    const forwarding = startForwarding(ctx, [...ctx.partners.values()], (error) =>
      logger.error({ err: error }, 'partners'),
    );
    const listening = {
      port: options.port,
      host: options.host ?? '127.0.0.1',
      callsPerMinute: options.callsPerMinute ?? CALLS_PER_MINUTE,
      logger,
      facts,
    };
    const server = await startServer(ctx, listening).catch(async (error: unknown) => {
      await Promise.all([engine.stop(), forwarding.stop()]);
      throw error;
    });
    heard = ({ published, sent }) => {
      server.feed.wake(published);
      if (!sent) return;
      engine.wake();
      forwarding.wake();
    };
    const unlisten = await db.listen(FEED_CHANNEL, (operators) => server.feed.wake(operators.split(',')));
    return {
      url: server.url,
      epoch: row.epoch,
      ctx,
      routes: server.routes,
      idle: async () => {
        await engine.idle();
        await forwarding.idle();
        await engine.idle();
      },
      close: async () => {
        await server.close();
        await Promise.all([engine.stop(), forwarding.stop()]);
        await unlisten();
        await db.close();
        await embedded?.stop();
      },
      onLost: (listener) => embedded?.onLost(listener),
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}

function urlsOf(options: HubOptions, embedded: EmbeddedDatabase | undefined): { appUrl: string; ownerUrl?: string } {
  if (embedded) return { appUrl: embedded.appUrl, ownerUrl: embedded.ownerUrl };
  if (!('database' in options.store)) throw new StartRefusal('A database or a data folder is needed.', 2);
  const { database, ownerUrl } = options.store;
  return ownerUrl === undefined ? { appUrl: database } : { appUrl: database, ownerUrl };
}

/** Fills an empty database; one whose filling was cut short is filled again from the start. */
async function fillDemo(
  db: Database,
  ownerUrl: string | undefined,
  outside: readonly string[],
  now: number,
): Promise<void> {
  const [row] = await db.outside<{ demo: boolean; inventory: string | null; operators: number }>(
    'SELECT demo, demo_inventory AS inventory, (SELECT count(*)::int FROM operators WHERE hosted) AS operators FROM hub',
  );
  if (row?.demo === true && row.inventory !== null) return;
  if (row && row.operators > 0 && !row.demo) {
    throw new StartRefusal('--demo wants an empty database; this one has operators.');
  }
  if (!ownerUrl) throw new StartRefusal('--demo on an empty database needs VIGIE_OWNER_URL.');
  await asOwner(ownerUrl, async (client) => {
    await client.query('BEGIN');
    await seedOperators(client, outside);
    await client.query('UPDATE hub SET demo = true');
    await client.query('COMMIT');
    await loadDemoInventory(db, outside);
    await loadDemoPlans(db, outside, new Date(now).toISOString());
    await client.query('UPDATE hub SET demo_inventory = $1', [String(DEMO_WORLD_SEED)]);
  });
}
