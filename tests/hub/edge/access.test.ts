import { calls } from '@shared/contract/http';
import { type Access, actions, matrix, may } from '@shared/domain/authorisation';
import { type Role, roles } from '@shared/domain/codes';
import fastify from 'fastify';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardRoutes, type Route } from '../../../src-hub/routes/access';
import { Authenticator } from '../../../src-hub/services/sessions/authenticate';
import { callOf, EdgeWorld } from '../../support/edge-world';

let world: EdgeWorld;
beforeAll(async () => {
  world = await EdgeWorld.start();
});
afterAll(() => world.stop());

/** A route's address with something in place of its parameters. */
const addressOf = ({ url }: Route) => url.replace(':file', 'outages.json').replace(/:\w+|\*/g, 'nothing-here');

/** What a caller must get: a problem's status, or leave to try. */
function expected(access: Access, role: Role | null): 'in' | 401 | 403 {
  if (access === 'public') return 'in';
  if (role === null) return 401;
  return may(role, access) ? 'in' : 403;
}

describe('safety 2: one matrix', () => {
  it('every route of the hub names an action of it, or that it is public', () => {
    expect(world.routes.length).toBeGreaterThan(30);
    for (const { access } of world.routes) expect(['public', ...actions]).toContain(access);
  });

  it('the contract’s calls ask what the contract says; what is not of the contract is the protocol, or public', () => {
    const seen = new Set<string>();
    for (const route of world.routes) {
      const found = callOf(route);
      if (found) {
        seen.add(found.name);
        expect([route.url, route.access]).toEqual([route.url, found.call.action ?? 'public']);
      } else if (/^\/v[12]\//.test(route.url)) expect(route.access).toBe('protocol.send');
      else
        expect([route.url, route.access]).toEqual([
          expect.stringMatching(/^\/(metrics$|console|field|api\/openapi\.json$)/),
          'public',
        ]);
    }
    expect([...seen].sort()).toEqual(Object.keys(calls).sort());
  });

  it('every action of it guards something', () => {
    const asked = new Set<string>(world.routes.map(({ access }) => access));
    // Rights within a call, and those of the sockets.
    const inside = ['outage.read-routes', 'outage.acknowledge', 'outage.dismiss', 'feed.field'];
    expect(actions.filter((action) => !asked.has(action))).toEqual(inside);
    for (const action of actions) expect(Object.keys(matrix[action]).length, action).toBeGreaterThan(0);
  });

  it('a route that names none does not register', async () => {
    const app = fastify();
    guardRoutes(app, new Authenticator(world.test.hub.ctx), 1000);
    expect(() => app.get('/api/forgotten', () => 'secret')).toThrow('GET /api/forgotten names no action');
    await app.close();
  });

  it('every route × every role, and nobody, and an unknown token: the answer is the matrix’s', async () => {
    const wrong: string[] = [];
    for (const route of world.routes) {
      for (const role of [null, ...roles]) {
        // The one call that ends the session it comes in has a session of its own.
        const own = route.access === 'session.end' && role !== null && role !== 'system' && role !== 'partner';
        const token =
          role === null ? null : own ? await world.test.signIn('GTHD', role) : await world.token('GTHD', role);
        const { status, text } = await world.ask(token, {
          method: route.method,
          url: addressOf(route),
          ...bodyFor(route),
        });
        const got = status === 401 || status === 403 ? status : 'in';
        // A wrong password is no missing token.
        const refused = text.includes('BAD_CREDENTIALS') || text.includes('invalid_client') ? 'in' : got;
        const due = expected(route.access, role);
        if (refused !== due) wrong.push(`${route.method} ${route.url} as ${role}: ${status}, not ${due}`);
      }
      const { status } = await world.ask('not-a-token', { method: route.method, url: addressOf(route) });
      if ((status === 401) !== (route.access !== 'public'))
        wrong.push(`${route.method} ${route.url}: unknown token ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('every namespace of the feed × every role: the answer is the matrix’s', async () => {
    for (const [namespace, action] of [
      ['console', 'feed.console'],
      ['field', 'feed.field'],
    ] as const) {
      for (const role of roles) {
        const socket = io(`${world.url}/${namespace}`, {
          auth: { token: await world.token('GTHD', role) },
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
        });
        const heard = await new Promise<string>((resolve) => {
          socket.once('heartbeat', () => resolve('in'));
          socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
            resolve(error.data?.code ?? ''),
          );
        });
        socket.close();
        expect([namespace, role, heard]).toEqual([namespace, role, may(role, action) ? 'in' : 'FORBIDDEN']);
      }
    }
  });
});

/** A body of no sense: what is let in is refused for it, and changes nothing. */
function bodyFor({ method }: Route): { body?: string } {
  return method === 'GET' ? {} : { body: '{"nonsense":true}' };
}
