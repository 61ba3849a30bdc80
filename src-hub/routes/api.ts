import { type Call, type CallName, calls } from '@shared/contract/http';
import type { Access } from '@shared/domain/authorisation';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { HubContext } from '../context';
import type { HubFacts } from '../facts';
import { placesOf } from '../places';
import { Refusal } from '../refusals';
import { isStorable, unstorableIn } from '../storable';
import { callerOf } from './access';
import { handlers } from './handlers';

const noQuery = z.strictObject({});

/** A call of the contract as a route: what it needs is the contract's word. */
export const accessOf = (call: Call): { readonly config: { readonly access: Access } } => ({
  config: { access: call.action ?? 'public' },
});

/** A value in the shape of its schema, fit to be stored. @throws Refusal INVALID_FIELD, with each place */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('INVALID_FIELD', undefined, placesOf(parsed.error));
  const unstorable = unstorableIn(parsed.data);
  if (unstorable.length > 0) throw new Refusal('INVALID_FIELD', undefined, unstorable);
  return parsed.data;
}

/**
 * Registers every plain call of the contract: query and body are checked before its service runs, and what it answers
 * afterwards: an answer that does not fit the contract is not sent (safety 6).
 */
export function registerCalls(app: FastifyInstance, ctx: HubContext, facts: HubFacts): void {
  for (const [name, handle] of Object.entries(handlers)) {
    const call: Call = calls[name as CallName];
    app.route({
      method: call.method,
      url: call.path,
      ...accessOf(call),
      handler: async (request, reply) => {
        const [id = ''] = Object.values(request.params as Record<string, string>);
        // No such thing can have been stored.
        if (!isStorable(id)) throw new Refusal('NOT_FOUND');
        const answer = await handle(
          ctx,
          {
            caller: callerOf(request),
            query: checked(call.query ?? noQuery, request.query) as never,
            body: (call.body === undefined ? undefined : checked(call.body, request.body)) as never,
            id,
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
