import { type Access, may } from '@shared/domain/authorisation';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../context';
import { Refusal } from '../refusals';
import type { Authenticator } from '../services/sessions/authenticate';
import { Budget } from '../services/sessions/budget';
import { tokenHash } from '../services/sessions/token';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What whoever calls this route needs. */
    access?: Access;
  }
  interface FastifyRequest {
    /** Who calls; null on a public route. */
    caller: Caller | null;
  }
}

/** A route of the hub, as it is registered. */
export interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

/** Unknown tokens from one address, as a part of its calls: each asks the database. */
const STRANGERS = 1 / 100;
/** Tokens remembered as ours: whoever has one is not held up by a stranger at the same address. */
const MOST_KNOWN = 5_000;

/**
 * The one gate in front of every route (safety 2, 3, 26). A route that does not name its access does not register, so a
 * hub with one does not start. Each operator, and each address of those who need no token, has `callsPerMinute`: a second
 * token is no second budget.
 */
export function guardRoutes(
  app: FastifyInstance,
  authenticator: Authenticator,
  callsPerMinute: number,
): readonly Route[] {
  const routes: Route[] = [];
  const calls = new Budget(callsPerMinute);
  const strangers = new Budget(callsPerMinute * STRANGERS);
  const known = new Set<string>();

  app.decorateRequest('caller', null);
  app.addHook('onRoute', ({ method, url, config }) => {
    const access = config?.access;
    if (access === undefined) throw new Error(`${method} ${url} names no action of the authorisation matrix`);
    for (const one of [method].flat()) routes.push({ method: one, url, access });
  });
  app.addHook('onRequest', async (request) => {
    const { access } = request.routeOptions.config;
    // Where there is no route, there is nothing to guard: it ends with NOT_FOUND.
    if (access === undefined || access === 'public') return spend(calls, `address ${request.ip}`);
    const token = bearerOf(request);
    if (!known.has(tokenHash(token)) && strangers.isSpent(request.ip)) throw tooMany();
    const { caller } = await authenticator.authenticate(token).catch((error: unknown) => {
      if (error instanceof Refusal && error.code === 'UNAUTHENTICATED') strangers.take(request.ip);
      throw error;
    });
    if (known.size >= MOST_KNOWN) known.clear();
    known.add(tokenHash(token));
    spend(calls, `operator ${caller.operatorCode}`);
    if (!may(caller.role, access)) throw new Refusal('FORBIDDEN');
    request.caller = caller;
  });
  return routes;
}

/** The bearer token of a request. @throws Refusal UNAUTHENTICATED */
export function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new Refusal('UNAUTHENTICATED');
  return token;
}

/** Who calls a route that is not public. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} has no caller: it is public`);
  return request.caller;
}

function spend(budget: Budget, key: string): void {
  if (!budget.take(key)) throw tooMany();
}

function tooMany(): Refusal {
  return new Refusal('RATE_LIMITED', 'too many calls: wait a minute');
}
