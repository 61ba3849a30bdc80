import {
  compteRenduOI,
  creerInterventionOI,
  demanderTestOI,
  modifierInterventionOI,
  notificationOIDO,
  tolerate,
} from '@shared/contract/lot2';
import type { InfraRef, OperatorCode } from '@shared/domain/codes';
import { CLOSING_TEST } from '@shared/domain/intervention-life';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import { inTurn, type Turn } from '../engine/turn';
import { ProtocolRefusal } from '../refusals';
import { compteRenduOi } from './compte-rendu-oi';
import { creerInterventionOi } from './creer-intervention-oi';
import { demanderTestOi } from './demander-test-oi';
import type { Effect } from './effect';
import { modifierInterventionOi } from './modifier-intervention-oi';
import { notifierImpacteOiDo } from './notifier-impacte-oi-do';
import { readBody } from './read-body';
import { keyOf } from './refs';

/** What a message of an infrastructure operator answers: `code` 0, its reference, and its test where it speaks of one. */
export interface Received {
  readonly code: 0;
  readonly refIntervOI: string;
  readonly numeroTest?: number;
}

interface Message<B> {
  readonly schema: z.ZodType<B>;
  /** Its table has the sender's code in the body; M6TX has not. */
  readonly hasSender: boolean;
  readonly recipients: (turn: Turn, infra: OperatorCode, key: InfraRef, body: B) => Promise<readonly OperatorCode[]>;
  readonly effect: Effect;
  /** Its answer names the test; the closing one has number 0. */
  readonly namesTest?: true;
  /** For a job that nobody here knows. */
  readonly unknown: ProtocolRefusal;
  readonly understand?: (body: unknown) => unknown;
}

/**
 * A call of the infrastructure operator's side. None of its messages names the operator that it is meant for: each of those
 * hosted here that the message concerns takes it, by what it knows of the job. Told again, it has no effect.
 * @throws ProtocolRefusal by the call's own table
 */
function fromInfra<B extends { refIntervOI: string }>(message: Message<B>) {
  return async (ctx: HubContext, caller: Caller, given: unknown): Promise<Received> => {
    const body = readBody(message.schema, message.understand?.(given) ?? given);
    if (message.hasSender && Reflect.get(body, 'codeOI') !== caller.operatorCode) {
      throw new ProtocolRefusal('CODE_OI_INCONNU', 'codeOI is not the code of the caller', ['codeOI']);
    }
    await inTurn(ctx, caller, async (turn) => {
      const infraRef = await keyOf(turn, caller.operatorCode, body.refIntervOI);
      const recipients = await message.recipients(turn, caller.operatorCode, infraRef, body);
      if (recipients.length === 0) throw message.unknown;
      for (const recipientCode of recipients) {
        await message.effect(turn, { senderCode: caller.operatorCode, recipientCode, infraRef, body, context: {} });
      }
    });
    const number = Reflect.get(body, 'numeroTest');
    return {
      code: 0,
      refIntervOI: body.refIntervOI,
      ...(message.namesTest && { numeroTest: typeof number === 'number' ? number : CLOSING_TEST }),
    };
  };
}

/** Impacted operators hosted here that were told of the job. */
async function toldOf(turn: Turn, infra: OperatorCode, key: InfraRef): Promise<OperatorCode[]> {
  const rows = await turn.work.rows<{ operator_code: string }>(
    `SELECT operator_code FROM neighbour_interventions
     WHERE operator_code = ANY ($1) AND infra_operator_code = $2 AND infra_ref = $3 ORDER BY operator_code`,
    [turn.ctx.directory.hosted, infra, key],
  );
  return rows.map((row) => row.operator_code);
}

/** Operators hosted here with lines at the PM. */
async function withLinesAt(turn: Turn, pmRef: string | undefined): Promise<OperatorCode[]> {
  if (pmRef === undefined) throw new ProtocolRefusal('PM_INCONNU', 'no PM given', ['pointMutualisation']);
  const rows = await turn.work.rows<{ code: string }>(
    `SELECT code FROM unnest($1::text[]) AS code
     WHERE EXISTS (SELECT 1 FROM lines l WHERE l.operator_code = code AND l.pm_ref = $2) ORDER BY code`,
    [turn.ctx.directory.hosted, pmRef],
  );
  return rows.map((row) => row.code);
}

/** M2, POST /interventions-oi. */
export const takeStart = fromInfra({
  schema: creerInterventionOI,
  hasSender: true,
  recipients: (turn, _infra, _key, body) => withLinesAt(turn, body.pointMutualisation?.refPM),
  effect: creerInterventionOi,
  unknown: new ProtocolRefusal('PM_INCONNU', 'nobody here has lines at this PM', ['pointMutualisation.refPM']),
});

/** M4TX, POST /interventions-oi/test-intermediaire. */
export const takeTest = fromInfra({
  schema: demanderTestOI,
  hasSender: true,
  recipients: toldOf,
  effect: demanderTestOi,
  namesTest: true,
  unknown: new ProtocolRefusal('REF_INTERVOI_INCONNUE', 'no such intervention', ['refIntervOI']),
});

/** M4, PUT /interventions-oi. */
export const takeEnd = fromInfra({
  schema: modifierInterventionOI,
  hasSender: true,
  recipients: toldOf,
  effect: modifierInterventionOi,
  unknown: new ProtocolRefusal('INCOHERENCE', 'no such intervention', ['refIntervOI']),
});

/** CR, POST /interventions-oi/compte-rendu. */
export const takeReport = fromInfra({
  schema: compteRenduOI,
  hasSender: true,
  recipients: toldOf,
  effect: compteRenduOi,
  unknown: new ProtocolRefusal('INCOHERENCE', 'no such intervention', ['refIntervOI']),
});

/** M6TX, POST /interventions-oi/notification-impacte-clients-oi-do: to the operator hosted here that ordered the job. */
export const takeAnswer = fromInfra({
  schema: notificationOIDO,
  hasSender: false,
  understand: (body) => tolerate(body, 'M6TX'),
  recipients: async (turn, infra, key) => {
    const rows = await turn.work.rows<{ operator_code: string }>(
      `SELECT operator_code FROM ordered_interventions
       WHERE operator_code = ANY ($1) AND infra_operator_code = $2 AND infra_ref = $3`,
      [turn.ctx.directory.hosted, infra, key],
    );
    return rows.map((row) => row.operator_code);
  },
  effect: notifierImpacteOiDo,
  namesTest: true,
  unknown: new ProtocolRefusal('REF_INTERV_OI_INCONNUE', 'no such intervention', ['refIntervOI']),
});
