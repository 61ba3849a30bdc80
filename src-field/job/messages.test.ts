import { compteRenduDO, creerInterventionDO, demanderTestDO, modifierInterventionDO } from '@shared/contract/lot2';
import { expect, it } from 'vitest';
import { job, line, outage, T0 } from './example';
import { linesOf } from './lines';
import { type Declared, endOf, reportOf, startOf, testOf } from './messages';

const declared: Declared = {
  operatorCode: 'FTEL',
  infraOperatorCode: 'GTHD',
  orderingRef: 'T-1',
  pmRef: 'FI-33063-00A2',
  technicalPmRef: 'PMT-1',
  nature: '2',
  startedAt: T0,
  ptoRef: 'FI-1234-5678',
};
const lines = (outages = [outage()]) => linesOf(job(), outages, 5);

it('M1, M3TX and M3 are bodies of their tables; the test is the next one', () => {
  expect(creerInterventionDO.safeParse(startOf(declared)).error).toBeUndefined();
  expect(modifierInterventionDO.safeParse(endOf(declared, T0)).error).toBeUndefined();
  const test = testOf(declared, job({ testCount: 2 }), T0);
  expect(demanderTestDO.safeParse(test).error).toBeUndefined();
  expect(test).toMatchObject({ numeroTest: 3, refIntervOI: 'OI1', codeOI: 'GTHD' });
});

it('CR tells how each line was put back, and why one was left', () => {
  const mark = { type: 'REPLACE_PATCH_CORD', note: ' cordon cassé ', at: T0, allowed: true } as const;
  const report = reportOf(
    declared,
    'OI1',
    lines([outage({ lines: [line('14', 'restored'), line('15')] })]),
    { 'PTO-14': mark },
    'Accès impossible',
  );
  expect(compteRenduDO.safeParse(report).error).toBeUndefined();
  expect(report).toMatchObject({
    lignesImpactees: [
      { refPTO: 'PTO-14', retStatut: true, retTypo: 'REPLACE_PATCH_CORD', retMessage: 'cordon cassé' },
      {
        refPTO: 'PTO-15',
        retStatut: false,
        retTypo: 'NOT_RESTORED',
        retMessage: 'Accès impossible',
        repaOCDemandee: true,
      },
    ],
    lignesRetablies: [{ refPTO: 'PTO-14' }],
  });
});

it('a line that came back by itself is only told as restored; with nothing cut there is no report', () => {
  const back = lines([outage({ lines: [line('14', 'restored'), line('15', 'restored')] })]);
  expect(reportOf(declared, 'OI1', back, {}, 'sans objet')).toMatchObject({
    lignesImpactees: [],
    lignesRetablies: [{}, {}],
  });
  expect(reportOf(declared, 'OI1', [], {}, '')).toBeNull();
});

it('words are cut at what the wire takes', () => {
  const report = reportOf(declared, 'OI1', lines(), {}, 'x'.repeat(900));
  expect(compteRenduDO.safeParse(report).error).toBeUndefined();
});
