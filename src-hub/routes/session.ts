import { feedVersion } from '@shared/contract/feed';
import { calls, credentials, type Health } from '@shared/contract/http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HubContext } from '../context';
import type { HubFacts } from '../facts';
import { Attempts } from '../services/sessions/attempts';
import type { Authenticator } from '../services/sessions/authenticate';
import { clientToken } from '../services/sessions/client-token';
import { signIn } from '../services/sessions/sign-in';
import { bearerOf, callerOf } from './access';
import { accessOf, checked } from './api';

export interface SessionParts {
  readonly authenticator: Authenticator;
  readonly facts: HubFacts;
  /** A session was ended: its sockets close. */
  onEnded(token: string): void;
}

/** Sign in, sign out, client credentials, health: what is open before there is a caller. */
export function registerSession(app: FastifyInstance, ctx: HubContext, parts: SessionParts): void {
  const { authenticator, facts } = parts;
  const attempts = new Attempts();

  app.post(calls.signIn.path, accessOf(calls.signIn), (request) =>
    signIn(ctx, attempts, { ...checked(credentials, request.body), address: request.ip }),
  );

  app.post(calls.signOut.path, accessOf(calls.signOut), async (request) => {
    const token = bearerOf(request);
    await authenticator.end(callerOf(request), token);
    parts.onEnded(token);
    return { ended: true };
  });

  app.get(
    calls.health.path,
    accessOf(calls.health),
    (): Health => ({
      status: 'ok',
      product: 'vigie-hub',
      version: facts.version,
      feedVersion,
      epoch: facts.epoch,
      at: new Date(ctx.clock.now()).toISOString(),
      demo: facts.demo,
      speed: facts.speed,
    }),
  );

  // RFC 6749: form fields, and the client by HTTP Basic or among them; errors in its own shape.
  app.register(async (scope) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.post(calls.token.path, accessOf(calls.token), async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const asked = (request.body ?? {}) as Record<string, unknown>;
      if (asked.grant_type !== 'client_credentials') return reply.code(400).send({ error: 'unsupported_grant_type' });
      const { id, secret } = clientOf(request, asked);
      const token = await clientToken(ctx, attempts, { id, secret, address: request.ip });
      return (
        token ?? reply.code(401).header('www-authenticate', 'Basic realm="vigie"').send({ error: 'invalid_client' })
      );
    });
  });
}

function clientOf(request: FastifyRequest, asked: Record<string, unknown>): { id: string; secret: string } {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() === 'basic' && value) {
    const [id = '', secret = ''] = Buffer.from(value, 'base64').toString('utf8').split(':').map(safeDecode);
    return { id, secret };
  }
  return { id: String(asked.client_id ?? '').slice(0, 200), secret: String(asked.client_secret ?? '').slice(0, 200) };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
