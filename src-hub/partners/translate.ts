import type { ClientHsOcParInter, InterventionDO, InterventionOI } from '@shared/contract/lot1';
import {
  type CreerInterventionDO,
  type CreerInterventionOI,
  MESSAGE,
  type ModifierInterventionDO,
  type ModifierInterventionOI,
  type NotificationOC,
} from '@shared/contract/lot2';
import type { ProtocolCallName } from '@shared/contract/protocol';

/** A message as one partner's lot wants it: the call, with its body. */
export interface WireCall {
  readonly call: ProtocolCallName;
  readonly body: object;
}

/** Lot 2's call of each message; the report's depends on who sends it. */
const lot2: Readonly<Record<string, ProtocolCallName>> = {
  [MESSAGE.start]: 'creerInterventionDO',
  [MESSAGE.startRelayed]: 'creerInterventionOI',
  [MESSAGE.test]: 'demanderTestDO',
  [MESSAGE.testRelayed]: 'demanderTestOI',
  [MESSAGE.answer]: 'notifierImpacteClientsOC',
  [MESSAGE.answerRelayed]: 'notifierImpacteClientsOIDO',
  [MESSAGE.end]: 'modifierInterventionDO',
  [MESSAGE.endRelayed]: 'modifierInterventionOI',
};

/** A message in Lot 2. */
export function inLot2(message: string, body: object): WireCall {
  const call = lot2[message];
  if (call !== undefined) return { call, body };
  return { call: 'codeDO' in body ? 'compteRenduDO' : 'compteRenduOI', body };
}

/**
 * The same message in Lot 1, where the two lots overlap: start, end, and who is down once the job has ended. Null: Lot 1 has
 * no place for it (tests, their answers, reports, consent).
 */
export function inLot1(message: string, body: object): WireCall | null {
  switch (message) {
    case MESSAGE.start:
    case MESSAGE.end:
      return {
        call: 'declarerInterventionDO',
        body: declaredByDo(body as CreerInterventionDO | ModifierInterventionDO),
      };
    case MESSAGE.startRelayed:
    case MESSAGE.endRelayed:
      return {
        call: 'declarerInterventionOI',
        body: declaredByOi(body as CreerInterventionOI | ModifierInterventionOI),
      };
    case MESSAGE.answer: {
      const m5tx = body as NotificationOC;
      return m5tx.testCloture ? { call: 'notifierClientsHS', body: clientsDown(m5tx) } : null;
    }
    default:
      return null;
  }
}

function declaredByDo(body: CreerInterventionDO | ModifierInterventionDO): InterventionDO {
  return {
    Code_DO: body.codeDO,
    Code_OI: body.codeOI,
    Ref_Interv_DO: body.refIntervDO,
    PM: body.pointMutualisation.refPM,
    Nature_PBO_PTO: [
      {
        nature: natureInLot1(body.nature),
        ...(body.refPBO !== undefined && { PBO: body.refPBO }),
        ...(body.refPTO !== undefined && { PTO: body.refPTO }),
      },
    ],
    Debut_Inter: body.dateDebutIntervention,
    ...(body.message === MESSAGE.end && { Fin_Inter: body.dateFinIntervention }),
  };
}

/** Lot 1 knows 1 to 4; what is not given, and repairs for the infrastructure operator, become a repair. */
function natureInLot1(nature: string): '1' | '2' | '3' | '4' {
  const first = nature[0];
  return first === '1' || first === '2' || first === '3' ? first : '4';
}

function declaredByOi(body: CreerInterventionOI | ModifierInterventionOI): InterventionOI {
  const pbo = 'refPBO' in body ? body.refPBO : undefined;
  return {
    Code_OI: body.codeOI,
    Ref_Interv_OI: body.refIntervOI,
    PM: body.pointMutualisation?.refPM ?? '',
    ...(pbo !== undefined && { PBO: [{ PBO: pbo }] }),
    Debut_Inter: body.dateDebutIntervention,
    ...('dateFinIntervention' in body && { Fin_Inter: body.dateFinIntervention }),
  };
}

function clientsDown(m5tx: NotificationOC): ClientHsOcParInter {
  return {
    Code_OC_impacte: m5tx.codeOcImpacte,
    Ref_Interv_OI: m5tx.refIntervOI,
    Liste_Clients_HS: m5tx.clientHSOC.map((line) => ({
      PTO: line.refPTO,
      PBO: line.refPBO,
      Tube: line.tube,
      Fibre: line.fibre,
      Position_PM_Module_OI: line.positionModulePM.slice(0, 100),
      HMS_Coupure: line.dateChangementEtat,
    })),
  };
}
