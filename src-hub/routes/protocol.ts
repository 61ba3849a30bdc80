import { type ProtocolCallName, protocolCalls } from '@shared/contract/protocol';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, HubContext } from '../context';
import { compteRenduDo } from '../lot2/compte-rendu-do';
import { creerInterventionDo } from '../lot2/creer-intervention-do';
import { demanderTestDo } from '../lot2/demander-test-do';
import { takeAnswer, takeEnd, takeReport, takeStart, takeTest } from '../lot2/from-infra';
import { modifierInterventionDo } from '../lot2/modifier-intervention-do';
import { notifierImpacteOc } from '../lot2/notifier-impacte-oc';
import { ProtocolRefusal, Refusal } from '../refusals';
import { unstorableIn } from '../storable';
import { callerOf } from './access';
import { sendProblem } from './problem';

type Message = (ctx: HubContext, caller: Caller, body: unknown) => Promise<object>;
type Lot2Name = { [N in ProtocolCallName]: (typeof protocolCalls)[N]['lot'] extends 2 ? N : never }[ProtocolCallName];

/** What this hub does with each call of Lot 2 (contract/protocol). */
const takes: Readonly<Record<Lot2Name, Message>> = {
  creerInterventionDO: creerInterventionDo,
  modifierInterventionDO: modifierInterventionDo,
  demanderTestDO: demanderTestDo,
  compteRenduDO: compteRenduDo,
  notifierImpacteClientsOC: notifierImpacteOc,
  creerInterventionOI: takeStart,
  modifierInterventionOI: takeEnd,
  demanderTestOI: takeTest,
  compteRenduOI: takeReport,
  notifierImpacteClientsOIDO: takeAnswer,
};

/** Calls between operators that this hub serves. */
export const servedCalls = Object.keys(takes) as readonly Lot2Name[];

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
      for (const name of servedCalls) {
        const { method, path } = protocolCalls[name];
        scope.route({
          method,
          url: path,
          config: { access: 'protocol.send' },
          handler: (request) => takes[name](ctx, callerOf(request), bodyOf(request)),
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
