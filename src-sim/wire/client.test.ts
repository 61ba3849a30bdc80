import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Stopped, SystemClient } from './client';

/** A hub that answers calls with these statuses in turn, then with 200; tokens always. */
async function hubAnswering(statuses: number[], port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const isToken = request.url === '/oauth/token';
    response.statusCode = isToken ? 200 : (statuses.shift() ?? 200);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(isToken ? { access_token: 't', token_type: 'Bearer', expires_in: 60 } : { ok: true }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

describe("an operator's system before the hub", () => {
  const ending = new AbortController();
  let server: Server | undefined;
  afterEach(async () => {
    if (server?.listening) await stop(server);
  });

  const client = (port: number, signal = ending.signal): SystemClient =>
    new SystemClient(`http://127.0.0.1:${port}`, 'BYTL', signal);

  it('asks again while the hub is busy, and renews a token that ended', async () => {
    const hub = await hubAnswering([503, 401]);
    server = hub.server;
    expect(await client(hub.port).send('POST', '/api/alarms', [])).toEqual({ status: 200, body: { ok: true } });
  });

  it('gives a refusal to its caller at once', async () => {
    const hub = await hubAnswering([400]);
    server = hub.server;
    expect((await client(hub.port).send('POST', '/v2/interventions-do', {})).status).toBe(400);
  });

  it('outlives a restart of the hub', async () => {
    const first = await hubAnswering([]);
    const system = client(first.port);
    expect((await system.send('GET', '/api/snapshot')).status).toBe(200);
    await stop(first.server);
    const meanwhile = system.send('GET', '/api/snapshot');
    await new Promise((resolve) => setTimeout(resolve, 400));
    server = (await hubAnswering([], first.port)).server;
    expect((await meanwhile).status).toBe(200);
  });

  it('stops waiting when the run ends', async () => {
    const hub = await hubAnswering([]);
    await stop(hub.server);
    const run = new AbortController();
    const waiting = client(hub.port, run.signal).send('GET', '/api/snapshot');
    setTimeout(() => run.abort(), 100);
    await expect(waiting).rejects.toThrow(Stopped);
  });
});
