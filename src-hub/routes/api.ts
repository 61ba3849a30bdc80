import { type Call, type CallName, calls } from '@shared/contract/http';
import { may } from '@shared/domain/authorisation';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { HubContext } from '../context';
import type { HubFacts } from '../facts';
import { placesOf } from '../places';
import { Refusal } from '../refusals';
import type { Authenticated, Authenticator } from '../services/sessions/authenticate';
import { handlers } from './handlers';

const noQuery = z.strictObject({});

/** The bearer token of a request. @throws Refusal UNAUTHENTICATED */
export function bearerOf(request: FastifyRequest): string {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || !token) throw new Refusal('UNAUTHENTICATED');
  return token;
}

/** Who calls, and that its role may make this call at all (safety 2, 3). */
export async function callerOf(
  authenticator: Authenticator,
  request: FastifyRequest,
  call: Call,
): Promise<Authenticated> {
  const found = await authenticator.authenticate(bearerOf(request));
  if (call.action !== null && !may(found.caller.role, call.action)) throw new Refusal('FORBIDDEN');
  return found;
}

/** A value in the shape of its schema. @throws Refusal INVALID_FIELD, with each place */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('INVALID_FIELD', undefined, placesOf(parsed.error));
  return parsed.data;
}

/**
 * Registers every plain call of the contract: caller, rights, query and body are checked before its service runs, and
 * what it answers afterwards: an answer that does not fit the contract is not sent (safety 6).
 */
export function registerCalls(
  app: FastifyInstance,
  ctx: HubContext,
  authenticator: Authenticator,
  facts: HubFacts,
): void {
  for (const [name, handle] of Object.entries(handlers)) {
    const call: Call = calls[name as CallName];
    app.route({
      method: call.method,
      url: call.path,
      handler: async (request, reply) => {
        const { caller } = await callerOf(authenticator, request, call);
        const answer = await handle(
          ctx,
          {
            caller,
            query: checked(call.query ?? noQuery, request.query) as never,
            body: (call.body === undefined ? undefined : checked(call.body, request.body)) as never,
            id: Object.values(request.params as Record<string, string>)[0] ?? '',
          },
          facts,
        );
        const fits = call.reply.safeParse(answer);
        if (!fits.success) {
          request.log.error(
            { call: name, fields: placesOf(fits.error).slice(0, 5) },
            'answer does not fit its contract',
          );
          throw new Refusal('INTERNAL');
        }
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(fits.data));
      },
    });
  }
}
