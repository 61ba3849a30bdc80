import type { AddressInfo } from 'node:net';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import { TOTAL_HEADER } from '@shared/contract/http';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { HubContext } from '../context';
import type { HubFacts } from '../facts';
import { type Feed, startFeed } from '../feed/feed';
import { readJson } from '../read-json';
import { Refusal } from '../refusals';
import { Authenticator } from '../services/sessions/authenticate';
import { StartRefusal } from '../start-refusal';
import { guardRoutes, type Route } from './access';
import { registerCalls } from './api';
import { registerConsole } from './console';
import { registerField } from './field';
import { registerIngest } from './ingest';
import { registerMetrics } from './metrics';
import { registerOpenApi } from './openapi';
import { sendProblem } from './problem';
import { registerProtocol } from './protocol';
import { registerReports } from './reports';
import { registerSession } from './session';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly logger: Logger;
  readonly facts: HubFacts;
  /** Of one operator, or of one address that needs no token. */
  readonly callsPerMinute: number;
}

export interface HubServer {
  readonly url: string;
  readonly feed: Feed;
  /** Every route, with what it asks of its caller. */
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

/** Pages that may call from elsewhere: the desktop app. */
const ORIGINS: readonly string[] = ['app://vigie'];
/** Body of an ordinary call and of a message (safety 26). */
const BODY_LIMIT = 64 * 1024;

/** How long a drain waits for calls in flight. */
const PATIENCE_MS = 5_000;

/** Listens; throws `StartRefusal` when the port is taken. */
export async function startServer(ctx: HubContext, options: ServerOptions): Promise<HubServer> {
  const app: FastifyInstance = fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // A HEAD of an export would write that it was taken.
    exposeHeadRoutes: false,
    // An address that cannot be decoded names nothing.
    frameworkErrors: (_error, request, reply) => sendProblem(request, reply, new Refusal('NOT_FOUND')),
  });
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new Refusal('NOT_FOUND')));
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (_request: unknown, text: string) =>
    readJson(text),
  );
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
  });
  await app.register(cors, {
    origin: [...ORIGINS],
    exposedHeaders: [TOTAL_HEADER],
    methods: ['GET', 'POST', 'PUT'],
    maxAge: 3600,
  });
  await app.register(compress, { global: true, encodings: ['gzip'], threshold: 4096 });
  const authenticator = new Authenticator(ctx);
  const routes = guardRoutes(app, authenticator, options.callsPerMinute);
  const feed = startFeed(ctx, {
    http: app.server,
    epoch: options.facts.epoch,
    authenticator,
    origins: ORIGINS,
    report: (error) => options.logger.error({ err: error }, 'feed'),
  });
  registerSession(app, ctx, { authenticator, facts: options.facts, onEnded: feed.endSession });
  registerCalls(app, ctx, options.facts);
  registerIngest(app, ctx);
  registerReports(app, ctx);
  registerProtocol(app, ctx);
  registerMetrics(app);
  registerOpenApi(app, options.facts);
  registerConsole(app);
  registerField(app);

  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await feed.close();
    await app.close();
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw taken ? new StartRefusal(`Port ${options.port} is taken: choose another with --port.`) : error;
  }
  const { port } = app.server.address() as AddressInfo;
  return {
    url: `http://${options.host}:${port}`,
    feed,
    routes,
    close: async () => {
      await feed.close();
      // Calls in flight get time to end; one whose sender has stopped sending does not hold up the drain for ever.
      const patience = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS);
      await app.close();
      clearTimeout(patience);
    },
  };
}
