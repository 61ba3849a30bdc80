import { may } from '@shared/domain/authorisation';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { Caller, HubContext } from '../context';
import { compteRenduDo } from '../lot2/compte-rendu-do';
import { creerInterventionDo } from '../lot2/creer-intervention-do';
import { demanderTestDo } from '../lot2/demander-test-do';
import { modifierInterventionDo } from '../lot2/modifier-intervention-do';
import { notifierImpacteOc } from '../lot2/notifier-impacte-oc';
import { ProtocolRefusal, Refusal } from '../refusals';
import type { Authenticator } from '../services/sessions/authenticate';
import { bearerOf } from './api';
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
export function registerProtocol(app: FastifyInstance, ctx: HubContext, authenticator: Authenticator): void {
  app.register(
    async (scope) => {
      scope.setErrorHandler((error: FastifyError, _request, reply) => {
        const refusal =
          error.code?.startsWith('FST_ERR_CTP') === true && error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE'
            ? new ProtocolRefusal('MAUVAIS_FORMAT', 'the body is not JSON')
            : error;
        if (!(refusal instanceof ProtocolRefusal)) return sendProblem(reply, error);
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
          handler: async (request) => {
            const { caller } = await authenticator.authenticate(bearerOf(request));
            if (!may(caller.role, 'protocol.send')) throw new Refusal('FORBIDDEN');
            return take(ctx, caller, request.body);
          },
        });
      }
    },
    { prefix: '/v2' },
  );
}
