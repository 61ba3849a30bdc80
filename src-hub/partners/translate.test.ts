import { clientHsOcParInter, interventionDO, interventionOI } from '@shared/contract/lot1';
import { MESSAGE } from '@shared/contract/lot2';
import { expect, it } from 'vitest';
import { inLot1, inLot2 } from './translate';

const at = '2026-03-02T08:00:00.000Z';
const pointMutualisation = { refPM: 'FI-33063-0001', refPMTechnique: 'T1' };
const m1 = {
  codeDO: 'BYTL',
  codeOI: 'FTEL',
  dateDebutIntervention: at,
  message: MESSAGE.start,
  nature: '5',
  pointMutualisation,
  refIntervDO: 'J1',
  refPTO: 'FI-AAAA-BBBB',
};
const m2 = {
  codeOI: 'FTEL',
  dateDebutIntervention: at,
  message: MESSAGE.startRelayed,
  pointMutualisation,
  refIntervOI: 'OI1',
  refPBO: 'NC',
};
const line = {
  dateChangementEtat: at,
  fibre: '3',
  nomModulePM: 'M1',
  positionCoupleurOC: 'C1',
  positionModulePM: '7',
  refPBO: 'PBO',
  refPTO: 'FI-AAAA-CCCC',
  tube: '1',
};
const m5tx = {
  clientHSOC: [line],
  codeOcImpacte: 'BYTL',
  ligneClientRetablie: [],
  message: MESSAGE.answer,
  refIntervOI: 'OI1',
  testCloture: true,
};

it('in Lot 2 every message has its call; a report goes to the side that it is for', () => {
  expect(inLot2(MESSAGE.start, m1)).toEqual({ call: 'creerInterventionDO', body: m1 });
  expect(inLot2(MESSAGE.report, { codeDO: 'BYTL' }).call).toBe('compteRenduDO');
  expect(inLot2(MESSAGE.report, { codeOI: 'FTEL' }).call).toBe('compteRenduOI');
});

it('in Lot 1 start and end are one call, the end with Fin_Inter; a nature that it has not becomes a repair', () => {
  const start = inLot1(MESSAGE.start, m1);
  expect(interventionDO.parse(start?.body)).toEqual({
    Code_DO: 'BYTL',
    Code_OI: 'FTEL',
    Ref_Interv_DO: 'J1',
    PM: 'FI-33063-0001',
    Nature_PBO_PTO: [{ nature: '4', PTO: 'FI-AAAA-BBBB' }],
    Debut_Inter: at,
  });
  const end = inLot1(MESSAGE.end, { ...m1, message: MESSAGE.end, dateFinIntervention: at, elementReseau: 'PM' });
  expect(end).toMatchObject({ call: 'declarerInterventionDO', body: { Fin_Inter: at } });
  expect(interventionOI.parse(inLot1(MESSAGE.startRelayed, m2)?.body)).toEqual({
    Code_OI: 'FTEL',
    Ref_Interv_OI: 'OI1',
    PM: 'FI-33063-0001',
    PBO: [{ PBO: 'NC' }],
    Debut_Inter: at,
  });
});

it('safety 4: what Lot 1 tells an impacted operator names no ordering operator', () => {
  expect(JSON.stringify(inLot1(MESSAGE.startRelayed, m2))).not.toContain('BYTL');
});

it('in Lot 1 an impacted operator answers once, after the end; tests, their answers and reports have no place', () => {
  expect(clientHsOcParInter.parse(inLot1(MESSAGE.answer, m5tx)?.body)).toEqual({
    Code_OC_impacte: 'BYTL',
    Ref_Interv_OI: 'OI1',
    Liste_Clients_HS: [
      {
        PTO: 'FI-AAAA-CCCC',
        PBO: 'PBO',
        Tube: '1',
        Fibre: '3',
        Position_PM_Module_OI: '7',
        HMS_Coupure: at,
      },
    ],
  });
  expect(inLot1(MESSAGE.answer, { ...m5tx, testCloture: false })).toBeNull();
  for (const message of [MESSAGE.test, MESSAGE.testRelayed, MESSAGE.answerRelayed, MESSAGE.report]) {
    expect(inLot1(message, {})).toBeNull();
  }
});
