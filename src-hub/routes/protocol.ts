import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, HubContext } from '../context';
import { compteRenduDo } from '../lot2/compte-rendu-do';
import { creerInterventionDo } from '../lot2/creer-intervention-do';
import { demanderTestDo } from '../lot2/demander-test-do';
import { modifierInterventionDo } from '../lot2/modifier-intervention-do';
import { notifierImpacteOc } from '../lot2/notifier-impacte-oc';
import { ProtocolRefusal, Refusal } from '../refusals';
import { unstorableIn } from '../storable';
import { callerOf } from './access';
import { sendProblem } from './problem';

type Message = (ctx: HubContext, caller: Caller, body: unknown) => Promise<object>;

/** Calls of Lot 2 that this hub serves, base `/v2` (interop.md). */
const messages: readonly { method: 'POST' | 'PUT'; url: string; take: Message }[] = [
  { method: 'POST', url: '/interventions-do', take: creerInterventionDo },
  { method: 'PUT', url: '/interventions-do', take: modifierInterventionDo },
  { method: 'POST', url: '/interventions-do/test-intermediaire', take: demanderTestDo },
  { method: 'POST', url: '/interventions-do/compte-rendu', take: compteRenduDo },
  { method: 'POST', url: '/interventions-oi/notification-impacte-clients-oc', take: notifierImpacteOc },
];

/** Errors are the protocol's own 400; who is not let in at all gets the problem of the other calls. */
export function registerProtocol(app: FastifyInstance, ctx: HubContext): void {
  app.register(
    async (scope) => {
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const refusal = isMalformed(error) ? new ProtocolRefusal('MAUVAIS_FORMAT', 'the body is not JSON') : error;
        if (!(refusal instanceof ProtocolRefusal)) return sendProblem(request, reply, error);
        return reply.code(400).send({
          error: refusal.error,
          error_description: refusal.description.slice(0, 256),
          error_parameters: refusal.parameters.map((name) => name.slice(0, 64)),
        });
      });
      for (const { method, url, take } of messages) {
        scope.route({
          method,
          url,
          config: { access: 'protocol.send' },
          handler: (request) => take(ctx, callerOf(request), bodyOf(request)),
        });
      }
    },
    { prefix: '/v2' },
  );
}

/** @throws ProtocolRefusal MAUVAIS_FORMAT for a text that cannot be stored */
function bodyOf(request: FastifyRequest): unknown {
  const unstorable = unstorableIn(request.body);
  if (unstorable.length === 0) return request.body;
  const fields = unstorable.slice(0, 10).map(({ field }) => field);
  throw new ProtocolRefusal('MAUVAIS_FORMAT', 'fields hold characters that are none', fields);
}

/** What is not JSON at all, or none that is read here. */
function isMalformed(error: FastifyError): boolean {
  if (error instanceof Refusal) return error.code === 'MALFORMED_BODY';
  return error.code?.startsWith('FST_ERR_CTP') === true && error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE';
}
