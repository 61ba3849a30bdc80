import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { Logger } from 'pino';
import type { HubContext } from '../context';
import { StartRefusal } from '../start-refusal';

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly logger: Logger;
}

/** Listens; throws `StartRefusal` when the port is taken. */
export async function startServer(
  _ctx: HubContext,
  options: ServerOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = fastify({ loggerInstance: options.logger as never });
  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await app.close();
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw taken ? new StartRefusal(`Port ${options.port} is taken: choose another with --port.`) : error;
  }
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${options.host}:${port}`, close: () => app.close() };
}
