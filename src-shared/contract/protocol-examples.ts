import { MESSAGE } from './lot2';
import type { ProtocolCallName } from './protocol';

const start = '2025-11-24T09:30:00Z';
const end = '2025-11-24T11:05:00Z';
const pointMutualisation = { refPM: 'FI-33063-0001', refPMTechnique: 'FI-33063-0001-01' };
const refIntervDO = 'BYTL-20251124-0042';
const refIntervOI = 'OI4F2A9C';

const job = {
  codeDO: 'BYTL',
  codeOI: 'FTEL',
  dateDebutIntervention: start,
  nature: '4',
  pointMutualisation,
  refIntervDO,
  refPTO: 'FI-AAAA-0001',
};
const test = { dateTest: '2025-11-24T10:40:00Z', natureTest: '1', numeroTest: 1, refIntervOI };
const line = {
  dateChangementEtat: '2025-11-24T10:12:31Z',
  fibre: '4',
  numeroSerieONT: 'ONT-0002',
  positionModulePM: '7',
  refPBO: 'PBO-33063-017',
  refPTO: 'FI-AAAA-0002',
  referencePrestationPrise: 'S-0002',
  tube: '2',
};
const down = { ...line, couleurJarretiere: 'JAUNE', nomModulePM: 'TI-03', positionCoupleurOC: 'C2' };
const repaired = { refPTO: line.refPTO, repaOCDemandee: true, retStatut: true, retTypo: 'RESEAT_CONNECTOR' };

/** A body of each call, as an operator's system would send it: one job of BYTL on FTEL's network that cuts a line of SFRA. */
export const protocolExamples: Readonly<Record<ProtocolCallName, object>> = {
  creerInterventionDO: { ...job, message: MESSAGE.start },
  modifierInterventionDO: { ...job, dateFinIntervention: end, elementReseau: 'PTO', message: MESSAGE.end },
  demanderTestDO: { codeDO: 'BYTL', codeOI: 'FTEL', message: MESSAGE.test, refIntervDO, ...test },
  compteRenduDO: {
    codeDO: 'BYTL',
    codeOI: 'FTEL',
    lignesImpactees: [repaired],
    lignesRetablies: [{ refPTO: line.refPTO }],
    message: MESSAGE.report,
    refIntervDO,
    refIntervOI,
  },
  creerInterventionOI: {
    codeOI: 'FTEL',
    dateDebutIntervention: start,
    message: MESSAGE.startRelayed,
    pointMutualisation,
    refIntervOI,
    refPBO: 'PBO-33063-017',
  },
  modifierInterventionOI: {
    codeOI: 'FTEL',
    dateDebutIntervention: start,
    dateFinIntervention: end,
    dateTestFinFroid: '2025-11-24T11:15:00Z',
    message: MESSAGE.endRelayed,
    pointMutualisation,
    refIntervOI,
  },
  demanderTestOI: { codeOI: 'FTEL', message: MESSAGE.testRelayed, ...test },
  compteRenduOI: {
    codeOI: 'FTEL',
    lignesImpactees: [repaired],
    lignesRetablies: [{ refPTO: line.refPTO }],
    message: MESSAGE.report,
    refIntervOI,
  },
  notifierImpacteClientsOC: {
    clientHSOC: [down],
    codeOcImpacte: 'SFRA',
    demandeReparation: [
      { codeDO: 'BYTL', reparation: true },
      { codeDO: 'FREE', reparation: false },
    ],
    ligneClientRetablie: [],
    message: MESSAGE.answer,
    numeroTest: 1,
    refIntervOI,
    testCloture: false,
  },
  notifierImpacteClientsOIDO: {
    clientHSOC: [{ ...down, reserveReparationOI: false }],
    codeOCImpacte: 'SFRA',
    ligneClientRetablie: [],
    message: MESSAGE.answerRelayed,
    multiInterventionOI: false,
    nombreOC: 3,
    numeroTest: 1,
    refIntervOI,
    reparation: true,
  },
  declarerInterventionDO: {
    Code_DO: 'BYTL',
    Code_OI: 'FTEL',
    Ref_Interv_DO: refIntervDO,
    PM: pointMutualisation.refPM,
    Nature_PBO_PTO: [{ nature: '4', PTO: 'FI-AAAA-0001' }],
    Debut_Inter: start,
    Fin_Inter: end,
  },
  declarerInterventionOI: {
    Code_OI: 'FTEL',
    Ref_Interv_OI: refIntervOI,
    PM: pointMutualisation.refPM,
    PBO: [{ PBO: 'PBO-33063-017' }],
    Debut_Inter: start,
  },
  notifierClientsHS: {
    Code_OC_impacte: 'SFRA',
    Ref_Interv_OI: refIntervOI,
    Liste_Clients_HS: [
      {
        PTO: line.refPTO,
        PBO: line.refPBO,
        Tube: line.tube,
        Fibre: line.fibre,
        Position_PM_Module_OI: line.positionModulePM,
        HMS_Coupure: line.dateChangementEtat,
      },
    ],
  },
};
