import { openApiOf } from '@shared/contract/openapi';
import type { FastifyInstance } from 'fastify';
import type { HubFacts } from '../facts';

/** GET /api/openapi.json: what this hub serves, made from the schemas that it checks. */
export function registerOpenApi(app: FastifyInstance, facts: HubFacts): void {
  const document = JSON.stringify(openApiOf(facts.version));
  app.get('/api/openapi.json', { config: { access: 'public' } }, (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(document),
  );
}
