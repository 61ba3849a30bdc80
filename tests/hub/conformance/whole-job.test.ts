import type { Intervention } from '@shared/domain/intervention';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  INFRA_OUTSIDE,
  LONGEST,
  MINUTE,
  PM_OUTSIDE,
  ProtocolWorld,
  pmHere,
  ptoOf,
  RETAIL_OUTSIDE,
  type Refs,
} from '../../support/protocol-world';
import type { Body } from '../../support/strict-partner';

// Whole jobs with systems outside that hold everything they are sent and answered against the field tables.

const M1 = 'creerInterventionDO';
const M3TX = 'demanderTestIntermediaireInterventionDO';
const M3 = 'modifierInterventionDO';
const CR = 'compteRenduInterventionDO';
const M2 = 'creerInterventionOI';
const M4TX = 'demanderTestIntermediaireInterventionOI';
const M4 = 'modifierInterventionOI';
const CR_OI = 'compteRenduInterventionOI';
const M5TX = 'notifierImpacteClientsOC';
const M6TX = 'notifierImpacteClientsOIDO';
const DO_LOT1 = 'declarer_Intervention_DO';
const OI_LOT1 = 'declarer_Intervention_OI';
const M5_LOT1 = 'notifier_Clients_HS_OC';

const HOSTED = ['FTEL', 'GTHD', 'BYTL', 'SFRA', 'FREE'];
let world: ProtocolWorld;

/** Nothing was sent that the tables do not have, and everything that was sent arrived. */
async function allIsWell(): Promise<void> {
  await world.test.hub.idle();
  expect([...new Set([...world.infra.violations, ...world.retail.violations])]).toEqual([]);
  const left = await world.test.sql(
    HOSTED,
    'SELECT recipient_code, message, last_error FROM outbox WHERE delivered_at IS NULL OR last_error IS NOT NULL',
  );
  expect(left).toEqual([]);
}

const jobOf = async (reader: string, key: string): Promise<Intervention> =>
  (await world.system(reader)).must<Intervention>('GET', `/api/interventions/${encodeURIComponent(key)}`);

const testOf = (codeDO: string, codeOI: string, refs: Refs, n: number) =>
  world.must(codeDO, M3TX, world.askOf(codeDO, codeOI, refs, n));

async function endOf(job: Body): Promise<void> {
  await world.must(String(job.codeDO), M3, { ...job, dateFinIntervention: world.at(), message: 'M3' });
}

const reportOf = (job: Body, refPTO: string): Promise<Body> => {
  const { codeDO, codeOI, refIntervDO } = job;
  const lignesImpactees = [{ refPTO, repaOCDemandee: true, retStatut: true, retTypo: 'RESEAT_CONNECTOR' }];
  const lignesRetablies = [{ refPTO }];
  return world.must(String(codeDO), CR, {
    codeDO,
    codeOI,
    lignesImpactees,
    lignesRetablies,
    message: 'CR',
    refIntervDO,
  });
};

/** A line of the retailer outside, down. */
const down = (): Body => ({
  dateChangementEtat: world.at(),
  fibre: '4',
  nomModulePM: 'TI',
  positionCoupleurOC: 'C',
  positionModulePM: '7',
  refPBO: 'PBO',
  refPTO: 'PTO-OUTSIDE',
  tube: '2',
});

const answerOf = (refIntervOI: string, numeroTest: number | null, clientHSOC: readonly Body[] = []): Body => ({
  clientHSOC,
  codeOcImpacte: RETAIL_OUTSIDE,
  ...(numeroTest !== null && { demandeReparation: [{ codeDO: 'FTEL', reparation: true }], numeroTest }),
  ligneClientRetablie: [],
  message: 'M5TX',
  refIntervOI,
  testCloture: numeroTest === null,
});

/** Operations that one of the systems heard of a job, in order. */
const told = (by: 'infra' | 'retail', ref: string): readonly string[] =>
  world[by].heard
    .filter(({ body }) => [body.refIntervOI, body.refIntervDO, body.Ref_Interv_OI, body.Ref_Interv_DO].includes(ref))
    .map(({ operation }) => operation);

describe('in Lot 2', () => {
  beforeAll(async () => {
    world = await ProtocolWorld.start();
  }, 120_000);
  afterEach(allIsWell);
  afterAll(() => world?.stop());

  it('an impacted operator outside: told, asked, its answer and consent relayed, asked once more at the end', async () => {
    const job = world.job('FTEL', 'GTHD', pmHere(1), world.ref());
    const key = String((await world.must('FTEL', M1, { ...job, message: 'M1' })).refIntervOI);
    const refs = { refIntervDO: String(job.refIntervDO), refIntervOI: key };
    await world.cut('BYTL', pmHere(1), LONGEST);
    await testOf('FTEL', 'GTHD', refs, 1);
    expect((await jobOf('FTEL', key)).state).toBe('testing');
    await world.must(RETAIL_OUTSIDE, M5TX, answerOf(key, 1, [down()]));
    const asked = await jobOf('FTEL', key);
    expect(asked.state).toBe('open');
    expect(asked.answers?.find((a) => a.impactedOperatorCode === RETAIL_OUTSIDE)).toMatchObject({
      repairAllowed: true,
      impactedLines: [{ ptoRef: 'PTO-OUTSIDE' }],
    });
    await reportOf(job, ptoOf('BYTL', pmHere(1), LONGEST));
    await endOf(job);
    expect(told('retail', key)).toEqual([M2, M4TX, M4]);
    await world.pass(10 * MINUTE);
    await world.must(RETAIL_OUTSIDE, M5TX, answerOf(key, null));
    expect(await jobOf('FTEL', key)).toMatchObject({ state: 'closed' });
  });

  it('an ordering operator outside: every answer of every test is relayed to it, its own too', async () => {
    const job = world.job(RETAIL_OUTSIDE, 'GTHD', pmHere(2), world.ref());
    const key = String((await world.must(RETAIL_OUTSIDE, M1, { ...job, message: 'M1' })).refIntervOI);
    const refs = { refIntervDO: String(job.refIntervDO), refIntervOI: key };
    await world.cut('BYTL', pmHere(2), LONGEST);
    await testOf(RETAIL_OUTSIDE, 'GTHD', refs, 1);
    await world.must(RETAIL_OUTSIDE, M5TX, answerOf(key, 1));
    await reportOf(job, ptoOf('BYTL', pmHere(2), LONGEST));
    await endOf(job);
    await world.pass(10 * MINUTE);
    await world.must(RETAIL_OUTSIDE, M5TX, answerOf(key, null));
    const answers = world.retail.heardOf(M6TX).filter(({ refIntervOI }) => refIntervOI === key);
    const by = (numeroTest?: number) =>
      answers.filter((m6tx) => m6tx.numeroTest === numeroTest).map((m6tx) => m6tx.codeOCImpacte);
    expect([by(1).sort(), by().sort()]).toEqual([
      ['BYTL', 'FREE', RETAIL_OUTSIDE],
      ['BYTL', 'FREE', RETAIL_OUTSIDE],
    ]);
    expect(answers.find((m6tx) => m6tx.codeOCImpacte === 'BYTL')).toMatchObject({
      nombreOC: 3,
      reparation: false,
      clientHSOC: [{ refPTO: ptoOf('BYTL', pmHere(2), LONGEST), reserveReparationOI: false }],
    });
  });

  it('a network outside: it hears the ordering operator and asks those hosted here, who answer it', async () => {
    const job = world.job('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, world.ref());
    const infra = (operation: string, body: Body) => world.must(INFRA_OUTSIDE, operation, body);
    const started = await world.must('BYTL', M1, { ...job, message: 'M1', refPTO: 'P', refPBO: 'B' });
    const refIntervOI = String(started.refIntervOI);
    const key = `${INFRA_OUTSIDE}:${refIntervOI}`;
    const refs = { refIntervDO: String(job.refIntervDO), refIntervOI };
    const place = { pointMutualisation: job.pointMutualisation, dateDebutIntervention: job.dateDebutIntervention };
    const own = { codeOI: INFRA_OUTSIDE, refIntervOI };
    await infra(M2, { ...own, ...place, message: 'M2', refPBO: 'B' });
    await world.cut('SFRA', PM_OUTSIDE, LONGEST);
    await testOf('BYTL', INFRA_OUTSIDE, refs, 1);
    await infra(M4TX, { ...own, dateTest: world.at(), message: 'M4TX', natureTest: '1', numeroTest: 1 });
    const answers = () => world.infra.heardOf(M5TX).filter((m5tx) => m5tx.refIntervOI === refIntervOI);
    expect(answers().map(({ codeOcImpacte }) => codeOcImpacte)).toEqual(expect.arrayContaining(['BYTL', 'SFRA']));
    const lost = answers().find(({ codeOcImpacte }) => codeOcImpacte === 'SFRA')?.clientHSOC as readonly Body[];
    expect(lost.map(({ refPTO }) => refPTO)).toEqual([ptoOf('SFRA', PM_OUTSIDE, LONGEST)]);
    const relayed = { message: 'M6TX', multiInterventionOI: false, nombreOC: 2, numeroTest: 1, refIntervOI };
    const none = { clientHSOC: [], ligneClientRetablie: [], reparation: false };
    await infra(M6TX, { ...relayed, ...none, codeOCImpacte: 'BYTL' });
    await infra(M6TX, { ...relayed, ...none, codeOCImpacte: 'SFRA', clientHSOC: lost, reparation: true });
    expect(await jobOf('BYTL', key)).toMatchObject({
      state: 'open',
      answers: [
        { impactedLines: [] },
        { repairAllowed: true, impactedLines: [{ ptoRef: ptoOf('SFRA', PM_OUTSIDE, LONGEST) }] },
      ],
    });
    await reportOf(job, ptoOf('SFRA', PM_OUTSIDE, LONGEST));
    await infra(CR_OI, { ...own, lignesRetablies: [{ refPTO: ptoOf('SFRA', PM_OUTSIDE, LONGEST) }], message: 'CR' });
    await endOf(job);
    expect(told('infra', refs.refIntervDO)).toEqual([M1, M3TX, CR, M3]);
    const closing = { dateFinIntervention: world.at(), dateTestFinFroid: world.at(10 * MINUTE), message: 'M4' };
    await infra(M4, { ...own, ...place, ...closing });
    await world.pass(10 * MINUTE);
    const closed = answers().filter(({ testCloture }) => testCloture);
    expect(closed.map(({ codeOcImpacte }) => codeOcImpacte).sort()).toEqual(['BYTL', 'SFRA']);
    const { numeroTest: _, ...last } = relayed;
    for (const codeOCImpacte of ['BYTL', 'SFRA']) await infra(M6TX, { ...last, ...none, codeOCImpacte });
    expect(await jobOf('BYTL', key)).toMatchObject({ state: 'closed' });
  });
});

describe('with those who speak Lot 1 alone', () => {
  beforeAll(async () => {
    world = await ProtocolWorld.start({ infra: [1], retail: [1] });
  }, 120_000);
  afterEach(allIsWell);
  afterAll(() => world?.stop());

  it('an impacted operator: told of start and end, holds no test up, and says once who is down', async () => {
    const job = world.job('FTEL', 'GTHD', pmHere(1), world.ref());
    const key = String((await world.must('FTEL', M1, { ...job, message: 'M1' })).refIntervOI);
    await testOf('FTEL', 'GTHD', { refIntervDO: String(job.refIntervDO), refIntervOI: key }, 1);
    expect((await jobOf('FTEL', key)).state, 'nobody is waited for').toBe('open');
    await endOf(job);
    expect(told('retail', key)).toEqual([OI_LOT1, OI_LOT1]);
    expect(world.retail.heardOf(OI_LOT1).map((m) => m.Fin_Inter)).toEqual([undefined, world.at()]);
    const lost = { PTO: 'PTO-OUTSIDE', PBO: 'B', Tube: '1'.repeat(50), Fibre: '2', Position_PM_Module_OI: '3' };
    await world.must(RETAIL_OUTSIDE, M5_LOT1, {
      Code_OC_impacte: RETAIL_OUTSIDE,
      Ref_Interv_OI: key,
      Liste_Clients_HS: [{ ...lost, HMS_Coupure: world.at() }],
    });
    const answer = (await jobOf('FTEL', key)).answers?.find((a) => a.impactedOperatorCode === RETAIL_OUTSIDE);
    expect(answer).toMatchObject({ isClosingTest: true, impactedLines: [{ ptoRef: 'PTO-OUTSIDE' }] });
    await world.pass(10 * MINUTE);
    expect(await jobOf('FTEL', key)).toMatchObject({ state: 'closed' });
  });

  it('a network outside: start and end are one call, there are no tests, and those hosted here say once who is down', async () => {
    const job = world.job('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, world.ref());
    const start = { ...job, nature: '60', refPTO: 'P'.repeat(50), refPBO: 'B'.repeat(100) };
    const refIntervOI = String((await world.must('BYTL', M1, { ...start, message: 'M1' })).refIntervOI);
    const refs = { refIntervDO: String(job.refIntervDO), refIntervOI };
    const test = await world.send('BYTL', M3TX, world.askOf('BYTL', INFRA_OUTSIDE, refs, 1));
    expect([test.status, test.body.error]).toEqual([400, 'INCOHERENCE']);
    const own = { Code_OI: INFRA_OUTSIDE, Ref_Interv_OI: refIntervOI, PM: PM_OUTSIDE, Debut_Inter: world.at() };
    await world.must(INFRA_OUTSIDE, OI_LOT1, own);
    await world.cut('SFRA', PM_OUTSIDE, LONGEST);
    await world.pass(5 * MINUTE);
    await reportOf(job, ptoOf('SFRA', PM_OUTSIDE, LONGEST));
    await endOf(start);
    expect(told('infra', refs.refIntervDO)).toEqual([DO_LOT1, DO_LOT1]);
    await world.must(INFRA_OUTSIDE, OI_LOT1, { ...own, Fin_Inter: world.at() });
    await world.pass(10 * MINUTE);
    const said = world.infra.heardOf(M5_LOT1);
    expect(said.map((m5) => [m5.Code_OC_impacte, m5.Ref_Interv_OI]).sort()).toEqual([
      ['BYTL', refIntervOI],
      ['SFRA', refIntervOI],
    ]);
    expect(said.find((m5) => m5.Code_OC_impacte === 'SFRA')?.Liste_Clients_HS).toMatchObject([
      { PTO: ptoOf('SFRA', PM_OUTSIDE, LONGEST), Tube: 'é'.repeat(20) },
    ]);
    await world.pass(3 * MINUTE);
    expect(await jobOf('BYTL', `${INFRA_OUTSIDE}:${refIntervOI}`)).toMatchObject({ state: 'closed' });
  });

  it('an ordering operator: declares start and end in Lot 1, and is sent nothing that its lot has not', async () => {
    const declared = {
      Code_DO: RETAIL_OUTSIDE,
      Code_OI: 'GTHD',
      Ref_Interv_DO: world.ref(),
      PM: pmHere(2),
      Nature_PBO_PTO: [{ nature: '3' }],
      Debut_Inter: world.at(),
    };
    const key = String((await world.must(RETAIL_OUTSIDE, DO_LOT1, declared)).Ref_Interv_OI);
    await world.cut('BYTL', pmHere(2), 1);
    await world.pass(5 * MINUTE);
    await world.must(RETAIL_OUTSIDE, DO_LOT1, { ...declared, Fin_Inter: world.at() });
    await world.pass(10 * MINUTE);
    await world.pass(3 * MINUTE);
    expect(await jobOf('GTHD', key)).toMatchObject({ state: 'closed', testCount: 0 });
    expect(new Set(told('retail', key))).toEqual(new Set([OI_LOT1]));
  });
});
