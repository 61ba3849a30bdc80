import { type ProtocolCallName, protocolCalls } from '@shared/contract/protocol';
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller, HubContext } from '../context';
import { declarerInterventionDo, declarerInterventionOi, notifierClientsHs, refusedInLot1 } from '../lot1/calls';
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
type Of<L> = { [N in ProtocolCallName]: (typeof protocolCalls)[N]['lot'] extends L ? N : never }[ProtocolCallName];
type Lot1Name = Of<1>;
type Lot2Name = Of<2>;

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

const takesLot1: Readonly<Record<Lot1Name, Message>> = {
  declarerInterventionDO: declarerInterventionDo,
  declarerInterventionOI: declarerInterventionOi,
  notifierClientsHS: notifierClientsHs,
};

/** Errors are the protocol's own 400; who is not let in at all gets the problem of the other calls. */
export function registerProtocol(app: FastifyInstance, ctx: HubContext): void {
  register(app, ctx, '/v2', takes, (refusal) => ({
    error: refusal.error,
    error_description: refusal.description.slice(0, 256),
    error_parameters: refusal.parameters.map((name) => name.slice(0, 64)),
  }));
  register(app, ctx, '/v1', takesLot1, (refusal, path) =>
    refusedInLot1(refusal, path === protocolCalls.notifierClientsHS.path),
  );
}

/** One lot: its calls, and how it says that a message is refused. */
function register<N extends ProtocolCallName>(
  app: FastifyInstance,
  ctx: HubContext,
  prefix: string,
  served: Readonly<Record<N, Message>>,
  refused: (refusal: ProtocolRefusal, path: string) => object,
): void {
  app.register(
    async (scope) => {
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const refusal = isMalformed(error) ? new ProtocolRefusal('MAUVAIS_FORMAT', 'the body is not JSON') : error;
        if (!(refusal instanceof ProtocolRefusal)) return sendProblem(request, reply, error);
        const path = request.routeOptions.url?.slice(prefix.length) ?? '';
        return reply.code(400).send(refused(refusal, path));
      });
      for (const [name, take] of Object.entries<Message>(served)) {
        const { method, path } = protocolCalls[name as N];
        scope.route({
          method,
          url: path,
          config: { access: 'protocol.send' },
          handler: (request) => take(ctx, callerOf(request), bodyOf(request)),
        });
      }
    },
    { prefix },
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
