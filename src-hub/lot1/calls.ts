import {
  clientHsOcParInter,
  clientHsOutcomes,
  type InterventionDO,
  interventionDO,
  interventionOI,
  interventionOutcomes,
} from '@shared/contract/lot1';
import { MESSAGE, type NotificationOC } from '@shared/contract/lot2';
import type { Caller, HubContext } from '../context';
import { inTurn } from '../engine/turn';
import { declareStart } from '../lot2/creer-intervention-do';
import { takeEnd, takeStart } from '../lot2/from-infra';
import { instantOf, iso, notInTheFuture } from '../lot2/instants';
import { declareEnd } from '../lot2/modifier-intervention-do';
import { receive } from '../lot2/notifier-impacte-oc';
import { readBody } from '../lot2/read-body';
import { NOT_GIVEN } from '../lot2/refs';
import type { ProtocolRefusal } from '../refusals';

// Lot 1 (interop-fields.md): three calls. What they declare is the same job as Lot 2's, without tests and without consent.

/** The body of every answer of Lot 1, taken or refused. */
export interface Lot1Answer {
  readonly Code_Reponse: number;
  readonly Libelle_Reponse: string;
  readonly Description_Reponse?: string;
  readonly Ref_Interv_OI?: string;
}

const taken = { Code_Reponse: 0, Libelle_Reponse: 'OK' } as const;

/**
 * POST /intervention_DO: M1, or M3 where it has Fin_Inter. A job that is first heard of with its end is declared whole.
 * @throws ProtocolRefusal
 */
export async function declarerInterventionDo(ctx: HubContext, caller: Caller, given: unknown): Promise<Lot1Answer> {
  const body = readBody(interventionDO, given);
  const [first] = body.Nature_PBO_PTO;
  const job = {
    codeDO: body.Code_DO,
    codeOI: body.Code_OI,
    dateDebutIntervention: body.Debut_Inter,
    nature: first?.nature ?? '4',
    pointMutualisation: { refPM: body.PM, refPMTechnique: NOT_GIVEN },
    refIntervDO: body.Ref_Interv_DO,
    ...(first?.PBO !== undefined && { refPBO: first.PBO }),
    ...(first?.PTO !== undefined && { refPTO: first.PTO }),
  };
  if (body.Fin_Inter !== undefined && (await isDeclared(ctx, caller, body))) {
    const ended = await declareEnd(ctx, caller, { ...job, dateFinIntervention: body.Fin_Inter, message: MESSAGE.end });
    return { ...taken, ...(ended.refIntervOI !== undefined && { Ref_Interv_OI: ended.refIntervOI }) };
  }
  // Looked at before anything is written: of a job declared whole, the end could not be refused alone.
  const end = body.Fin_Inter === undefined ? {} : { dateFinIntervention: body.Fin_Inter };
  if (body.Fin_Inter !== undefined) notInTheFuture('Fin_Inter', body.Fin_Inter, ctx.clock.now());
  const started = await declareStart(ctx, caller, { ...job, ...end, message: MESSAGE.start }, 1);
  if (body.Fin_Inter !== undefined) {
    await declareEnd(ctx, caller, { ...job, dateFinIntervention: body.Fin_Inter, message: MESSAGE.end });
  }
  return { ...taken, ...(started.refIntervOI !== undefined && { Ref_Interv_OI: started.refIntervOI }) };
}

async function isDeclared(ctx: HubContext, caller: Caller, body: InterventionDO): Promise<boolean> {
  if (body.Code_DO !== caller.operatorCode) return false;
  return ctx.db.inTenants(ctx.directory.hosted, async (tx) => {
    const rows = await tx.rows(
      `SELECT 1 FROM infra_interventions WHERE operator_code = $1 AND ordering_operator_code = $2 AND ordering_ref = $3
       UNION ALL
       SELECT 1 FROM ordered_interventions
       WHERE outside AND infra_operator_code = $1 AND operator_code = $2 AND ordering_ref = $3`,
      [body.Code_OI, body.Code_DO, body.Ref_Interv_DO],
    );
    return rows.length > 0;
  });
}

/** POST /intervention_OI: M2, or M4 where it has Fin_Inter; the closing answer is due Y after that. @throws ProtocolRefusal */
export async function declarerInterventionOi(ctx: HubContext, caller: Caller, given: unknown): Promise<Lot1Answer> {
  const body = readBody(interventionOI, given);
  const job = {
    codeOI: body.Code_OI,
    dateDebutIntervention: body.Debut_Inter,
    pointMutualisation: { refPM: body.PM, refPMTechnique: NOT_GIVEN },
    refIntervOI: body.Ref_Interv_OI,
  };
  await takeStart(ctx, caller, { ...job, message: MESSAGE.startRelayed, refPBO: body.PBO?.[0]?.PBO || NOT_GIVEN });
  if (body.Fin_Inter !== undefined) {
    await takeEnd(ctx, caller, {
      ...job,
      dateFinIntervention: body.Fin_Inter,
      dateTestFinFroid: iso(instantOf(body.Fin_Inter) + ctx.timings.closingDelayMs),
      message: MESSAGE.endRelayed,
    });
  }
  return taken;
}

/** POST /client_HS_OC_Par_Inter: M5, an impacted operator's one answer, once the job has ended. @throws ProtocolRefusal */
export async function notifierClientsHs(ctx: HubContext, caller: Caller, given: unknown): Promise<Lot1Answer> {
  const body = readBody(clientHsOcParInter, given);
  const m5tx: NotificationOC = {
    clientHSOC: (body.Liste_Clients_HS ?? []).map((line) => ({
      dateChangementEtat: line.HMS_Coupure,
      fibre: line.Fibre,
      nomModulePM: NOT_GIVEN,
      positionCoupleurOC: NOT_GIVEN,
      positionModulePM: line.Position_PM_Module_OI,
      refPBO: line.PBO,
      refPTO: line.PTO,
      tube: line.Tube,
    })),
    codeOcImpacte: body.Code_OC_impacte,
    ligneClientRetablie: [],
    message: MESSAGE.answer,
    refIntervOI: body.Ref_Interv_OI,
    testCloture: true,
  };
  await inTurn(ctx, caller, (turn) => receive(turn, caller.operatorCode, m5tx, 1));
  return taken;
}

/** A refusal as a call of Lot 1 says it: with the code of its own list, MAUVAIS_FORMAT where the list has none. */
export function refusedInLot1(refusal: ProtocolRefusal, isAnswer: boolean): Lot1Answer {
  const outcomes: readonly string[] = isAnswer ? clientHsOutcomes : interventionOutcomes;
  const code = outcomes.indexOf(refusal.error);
  const known = code > 0 ? code : outcomes.indexOf('MAUVAIS_FORMAT');
  const named = refusal.parameters.length > 0 ? ` (${refusal.parameters.join(', ')})` : '';
  return {
    Code_Reponse: known,
    Libelle_Reponse: outcomes[known] ?? 'MAUVAIS_FORMAT',
    Description_Reponse: `${refusal.description}${named}`.slice(0, 100),
  };
}
