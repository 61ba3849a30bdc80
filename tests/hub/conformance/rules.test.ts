import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  INFRA_OUTSIDE,
  MINUTE,
  PM_OUTSIDE,
  ProtocolWorld,
  pmHere,
  RETAIL_OUTSIDE,
  type Refs,
} from '../../support/protocol-world';
import type { Body } from '../../support/strict-partner';
import { codesOf, tableCalls, violations } from './tables';

// What interop.md says of how messages follow one another, over HTTP with a clock that only the test moves.

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

let world: ProtocolWorld;
beforeAll(async () => {
  world = await ProtocolWorld.start();
}, 120_000);
afterAll(() => world?.stop());

/** Status and code of an answer, once its body was held against the table of the call. */
async function answer(sender: string, operation: string, body: Body): Promise<string> {
  const call = tableCalls.get(operation);
  if (call === undefined) throw new Error(operation);
  const { status, body: said } = await world.send(sender, operation, body);
  expect(violations(status === 200 ? call.ok : call.refused, said)).toEqual([]);
  if (status === 200) return 'taken';
  const code = String(said.error ?? said.Libelle_Reponse);
  expect([operation, codesOf(call)]).toEqual([operation, expect.arrayContaining([code])]);
  return code;
}

/** A job of FTEL on GTHD's network, begun. */
async function begun(pm = pmHere(1), codeDO = 'FTEL'): Promise<Refs & { readonly startedAt: string }> {
  const refIntervDO = world.ref();
  const startedAt = world.at();
  return { refIntervDO, refIntervOI: await world.begin(codeDO, 'GTHD', pm, refIntervDO), startedAt };
}

const ask = (job: Refs, n: number) =>
  answer('FTEL', M3TX, world.askOf('FTEL', 'GTHD', { refIntervDO: job.refIntervDO, refIntervOI: job.refIntervOI }, n));

const endOf = (job: Refs & { startedAt: string }, pm = pmHere(1)): Body => ({
  ...world.job('FTEL', 'GTHD', pm, job.refIntervDO),
  dateDebutIntervention: job.startedAt,
  dateFinIntervention: world.at(),
  message: 'M3',
});
const end = (job: Refs & { startedAt: string }, pm?: string) => answer('FTEL', M3, endOf(job, pm));

/** An answer of the retailer outside, of no line unless told otherwise. */
const answering = (refIntervOI: string, numeroTest: number | null, more: Body = {}): Body => ({
  clientHSOC: [],
  codeOcImpacte: RETAIL_OUTSIDE,
  ligneClientRetablie: [],
  message: 'M5TX',
  refIntervOI,
  testCloture: numeroTest === null,
  ...(numeroTest !== null && { numeroTest }),
  ...more,
});
const respond = (refIntervOI: string, numeroTest: number | null, more?: Body) =>
  answer(RETAIL_OUTSIDE, M5TX, answering(refIntervOI, numeroTest, more));

const line = () => ({
  dateChangementEtat: world.at(),
  fibre: '4',
  positionModulePM: '7',
  refPBO: 'PBO',
  refPTO: 'PTO-OF-THE-RETAILER',
  tube: '2',
});

describe('tests and the end of a job', () => {
  it('a job ends after at least one test', async () => {
    const job = await begun();
    expect(await end(job)).toBe('M3TX_NON_DEMANDE');
    expect(await ask(job, 1)).toBe('taken');
    expect(await end(job)).toBe('taken');
  });

  it('a test waits for the answers to the last, or for their deadline; no number comes twice', async () => {
    const job = await begun();
    expect(await ask(job, 2)).toBe('INCOHERENCE');
    expect(await ask(job, 0)).toBe('INCOHERENCE');
    expect(await ask(job, -1)).toBe('INCOHERENCE');
    expect(await ask(job, 1)).toBe('taken');
    expect(await ask(job, 1)).toBe('TEST_PRECEDENT_DEJA_EMIS');
    expect(await ask(job, 2)).toBe('TEST_PRECEDENT_NON_ACQUITTE');
    expect(await respond(job.refIntervOI, 1)).toBe('taken');
    expect(await ask(job, 2), 'sooner than X after the last').toBe('INCOHERENCE');
    await world.pass(2 * MINUTE);
    expect(await ask(job, 1)).toBe('TEST_PRECEDENT_DEJA_EMIS');
    expect(await ask(job, 2)).toBe('taken');
    await world.pass(2 * MINUTE);
    expect(await ask(job, 3)).toBe('TEST_PRECEDENT_NON_ACQUITTE');
    await world.pass(MINUTE + 1_000);
    expect(await ask(job, 3)).toBe('taken');
  });

  it('there are five tests, and none after the end', async () => {
    const job = await begun();
    for (let n = 1; n <= 5; n += 1) {
      expect(await ask(job, n)).toBe('taken');
      expect(await respond(job.refIntervOI, n)).toBe('taken');
      await world.pass(2 * MINUTE);
    }
    expect(await ask(job, 6)).toBe('INCOHERENCE');
    expect(await end(job)).toBe('taken');
    expect(await ask(job, 6)).toBe('INCOHERENCE');
  });

  it('the same end is answered alike, another is refused; so is one before the start or still to come', async () => {
    const job = await begun();
    await ask(job, 1);
    const body = endOf(job);
    const at = (dateFinIntervention: string) => answer('FTEL', M3, { ...body, dateFinIntervention });
    expect(await at(world.at(-MINUTE))).toBe('MAUVAIS_FORMAT');
    expect(await at(world.at(6 * MINUTE))).toBe('MAUVAIS_FORMAT');
    expect(await at(world.at())).toBe('taken');
    expect(await at(world.at())).toBe('taken');
    expect(await at(world.at(MINUTE))).toBe('MAUVAIS_FORMAT');
  });
});

describe('answers of an impacted operator', () => {
  it('come within their deadline; the first stands, and is answered alike when it comes again', async () => {
    const job = await begun();
    expect(await respond(job.refIntervOI, 1)).toBe('ERREUR_ITERATION');
    await ask(job, 1);
    await world.pass(3 * MINUTE - 1);
    expect(await respond(job.refIntervOI, 1)).toBe('taken');
    expect(await respond(job.refIntervOI, 1)).toBe('taken');
    expect(await respond(job.refIntervOI, 2)).toBe('ERREUR_ITERATION');
    expect(await ask(job, 2)).toBe('taken');
    await world.pass(3 * MINUTE + 1);
    expect(await respond(job.refIntervOI, 2)).toBe('DELAI_NON_RESPECTE');
    expect(await respond(job.refIntervOI, 1), 'said again much later').toBe('taken');
  });

  it('the closing one comes when it is due, Y after the end, and not later than its deadline', async () => {
    const [inTime, late] = [await begun(), await begun(pmHere(2))];
    for (const job of [inTime, late]) await ask(job, 1);
    expect(await end(inTime)).toBe('taken');
    expect(await end(late, pmHere(2))).toBe('taken');
    expect(await respond(inTime.refIntervOI, null)).toBe('ERREUR_ITERATION');
    await world.pass(10 * MINUTE);
    expect(await respond(inTime.refIntervOI, null)).toBe('taken');
    await world.pass(3 * MINUTE + 1);
    expect(await respond(late.refIntervOI, null)).toBe('DELAI_NON_RESPECTE');
  });

  it('name their test, unless they close', async () => {
    const job = await begun();
    await ask(job, 1);
    const { numeroTest: _, ...unnumbered } = answering(job.refIntervOI, 1);
    expect(await answer(RETAIL_OUTSIDE, M5TX, unnumbered)).toBe('CHAMPS_NON_RENSEIGNE');
  });

  it('safety 8: where no row is of the ordering operator, the consent that is relayed is no', async () => {
    for (const [rows, allowed] of [
      [undefined, false],
      [[], false],
      [[{ codeDO: 'FREE', reparation: true }], false],
      [[{ codeDO: RETAIL_OUTSIDE }], false],
      [[{ codeDO: RETAIL_OUTSIDE, reparation: true }], true],
    ] as const) {
      const job = await begun(pmHere(3), RETAIL_OUTSIDE);
      const asked = { refIntervDO: job.refIntervDO, refIntervOI: job.refIntervOI };
      await world.ask(RETAIL_OUTSIDE, 'GTHD', asked, 1);
      await respond(job.refIntervOI, 1, rows === undefined ? {} : { demandeReparation: rows });
      await world.test.hub.idle();
      const told = world.retail
        .heardOf(M6TX)
        .find((m6tx) => m6tx.refIntervOI === job.refIntervOI && m6tx.codeOCImpacte === RETAIL_OUTSIDE);
      expect([rows, told?.reparation]).toEqual([rows, allowed]);
    }
  });
});

describe('who may say what of which job', () => {
  it('a reference that is none', async () => {
    const no = { refIntervDO: 'NONE', refIntervOI: 'NONE', startedAt: world.at() };
    const { refIntervDO, refIntervOI } = no;
    expect(await ask(no, 1)).toBe('REF_INTERV_INCONNUE');
    // The table of M3 has no code of its own for it.
    expect(await end(no)).toBe('MAUVAIS_FORMAT');
    const cr = { codeDO: 'FTEL', codeOI: 'GTHD', message: 'CR', refIntervDO };
    expect(await answer('FTEL', CR, cr)).toBe('REF_INTERV_INCONNUE');
    expect(await respond('NONE', 1)).toBe('REF_INTERV_OI_INCONNUE');
    const oi = { codeOI: INFRA_OUTSIDE, refIntervOI };
    const test = { ...oi, dateTest: world.at(), message: 'M4TX', natureTest: '1', numeroTest: 1 };
    expect(await answer(INFRA_OUTSIDE, M4TX, test)).toBe('REF_INTERVOI_INCONNUE');
    const place = { pointMutualisation: { refPM: PM_OUTSIDE, refPMTechnique: PM_OUTSIDE } };
    const m4 = { ...oi, ...place, dateDebutIntervention: world.at(), dateTestFinFroid: world.at(), message: 'M4' };
    expect(await answer(INFRA_OUTSIDE, M4, m4)).toBe('INCOHERENCE');
    expect(await answer(INFRA_OUTSIDE, CR_OI, { ...oi, message: 'CR' })).toBe('INCOHERENCE');
    const m6tx = { clientHSOC: [], codeOCImpacte: 'SFRA', ligneClientRetablie: [], message: 'M6TX', nombreOC: 1 };
    const rest = { multiInterventionOI: false, numeroTest: 1, refIntervOI, reparation: true };
    expect(await answer(INFRA_OUTSIDE, M6TX, { ...m6tx, ...rest })).toBe('REF_INTERV_OI_INCONNUE');
  });

  it('safety 3: nobody speaks under another’s code', async () => {
    const job = world.job('BYTL', 'GTHD', pmHere(1), world.ref());
    const { status, body } = await world.send('FTEL', M1, { ...job, message: 'M1' });
    expect([status, body.error, body.error_parameters]).toEqual([400, 'MAUVAIS_FORMAT', ['codeDO']]);
    const oi = { codeOI: 'GTHD', dateDebutIntervention: world.at(), message: 'M2', refIntervOI: 'X', refPBO: 'PBO' };
    const place = { pointMutualisation: { refPM: PM_OUTSIDE, refPMTechnique: PM_OUTSIDE } };
    expect(await answer(INFRA_OUTSIDE, M2, { ...oi, ...place })).toBe('CODE_OI_INCONNU');
    const { refIntervOI } = await begun();
    expect(await respond(refIntervOI, 1, { codeOcImpacte: 'FREE' })).toBe('MAUVAIS_FORMAT');
    const declared = { Code_DO: 'BYTL', Code_OI: 'GTHD', Ref_Interv_DO: 'R', PM: pmHere(1), Debut_Inter: world.at() };
    const lot1 = { ...declared, Nature_PBO_PTO: [{ nature: '4' }] };
    expect(await answer('FTEL', 'declarer_Intervention_DO', lot1)).toBe('MAUVAIS_FORMAT');
  });

  it('safety 5: the job of another is as one that does not exist', async () => {
    const job = await begun();
    const foreign = { refIntervDO: job.refIntervDO, refIntervOI: job.refIntervOI };
    expect(await answer('BYTL', M3TX, world.askOf('BYTL', 'GTHD', foreign, 1))).toBe('REF_INTERV_INCONNUE');
    await ask(job, 1);
    // SFRA has no line at that PM: it was not told.
    expect(await answer('SFRA', M5TX, answering(job.refIntervOI, 1, { codeOcImpacte: 'SFRA' }))).toBe(
      'REF_INTERV_OI_INCONNUE',
    );
  });

  it.each(['NONE', 'BYTL', RETAIL_OUTSIDE])('%s is no infrastructure operator', async (codeOI) => {
    const body = { ...world.job('FTEL', codeOI, pmHere(1), world.ref()), message: 'M1' };
    expect(await answer('FTEL', M1, body)).toBe('CODE_OI_INCONNU');
    const lot1 = { Code_DO: 'FTEL', Code_OI: codeOI, Ref_Interv_DO: world.ref(), PM: pmHere(1) };
    const rest = { Nature_PBO_PTO: [{ nature: '4' }], Debut_Inter: world.at() };
    expect(await answer('FTEL', 'declarer_Intervention_DO', { ...lot1, ...rest })).toBe('CODE_OI_INCONNU');
  });

  it('a PM that is none, of another network, or not that of the job', async () => {
    for (const pm of ['FI-33063-NONE', PM_OUTSIDE]) {
      const body = { ...world.job('FTEL', 'GTHD', pm, world.ref()), message: 'M1' };
      expect(await answer('FTEL', M1, body)).toBe('PM_INCONNU');
    }
    const job = await begun();
    await ask(job, 1);
    expect(await end(job, pmHere(2))).toBe('PM_INCONNU');
    const m2 = { codeOI: INFRA_OUTSIDE, dateDebutIntervention: world.at(), message: 'M2', refIntervOI: world.ref() };
    expect(await answer(INFRA_OUTSIDE, M2, { ...m2, refPBO: 'PBO' })).toBe('PM_INCONNU');
    const lot1 = { Code_OI: INFRA_OUTSIDE, Ref_Interv_OI: world.ref(), PM: 'FI-33063-NONE', Debut_Inter: world.at() };
    expect(await answer(INFRA_OUTSIDE, 'declarer_Intervention_OI', lot1)).toBe('PM_INCONNU');
  });
});

describe('starts', () => {
  it('the same start is answered alike; its reference names no other job', async () => {
    const body = { ...world.job('FTEL', 'GTHD', pmHere(1), world.ref()), message: 'M1' };
    const first = await world.must('FTEL', M1, body);
    expect(await world.must('FTEL', M1, body)).toEqual(first);
    for (const other of [{ nature: '1' }, { refPTO: 'P' }, { elementReseau: 'PBO' }, { refPBO: 'B' }]) {
      expect(await answer('FTEL', M1, { ...body, ...other })).toBe('MAUVAIS_FORMAT');
    }
    // Another operator's reference is its own.
    expect(await answer('BYTL', M1, { ...body, codeDO: 'BYTL' })).toBe('taken');
  });

  it('neither long ago nor still to come; clocks may differ by minutes', async () => {
    const at = (dateDebutIntervention: string) => {
      const body = world.job('FTEL', 'GTHD', pmHere(4), world.ref());
      return answer('FTEL', M1, { ...body, dateDebutIntervention, message: 'M1' });
    };
    expect(await at(world.at(4 * MINUTE))).toBe('taken');
    expect(await at(world.at(6 * MINUTE))).toBe('MAUVAIS_FORMAT');
    expect(await at(world.at(-23 * 60 * MINUTE))).toBe('taken');
    expect(await at(world.at(-25 * 60 * MINUTE))).toBe('MAUVAIS_FORMAT');
  });
});

describe('what goes out', () => {
  it('both spellings of the interface are understood, and each table’s own is written', async () => {
    const job = await begun(pmHere(3), RETAIL_OUTSIDE);
    const asked = { refIntervDO: job.refIntervDO, refIntervOI: job.refIntervOI };
    await world.ask(RETAIL_OUTSIDE, 'GTHD', asked, 1);
    const { codeOcImpacte: codeOCImpacte, ...rest } = answering(job.refIntervOI, 1);
    const m5tx = {
      ...rest,
      codeOCImpacte,
      clientHSOC: [{ ...line(), nomModulePm: 'TI-DOWN', positionCoupleurOC: 'C' }],
      ligneClientRetablie: [{ ...line(), nomModulePM: 'TI-BACK' }],
    };
    expect(await answer(RETAIL_OUTSIDE, M5TX, m5tx)).toBe('taken');
    await world.test.hub.idle();
    const m6tx = world.retail
      .heardOf(M6TX)
      .find((told) => told.refIntervOI === job.refIntervOI && told.codeOCImpacte === RETAIL_OUTSIDE);
    expect(m6tx).toMatchObject({
      clientHSOC: [{ nomModulePM: 'TI-DOWN' }],
      ligneClientRetablie: [{ nomModulePM: 'TI-BACK' }],
    });
    const outside = await world.begin('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, world.ref());
    const told = { clientHSOC: [{ ...line(), nomModulePm: 'TI', positionCoupleurOC: 'C' }], codeOcImpacte: 'SFRA' };
    const others = { ligneClientRetablie: [], message: 'M6TX', multiInterventionOI: false, nombreOC: 1, numeroTest: 1 };
    const m6txIn = { ...told, ...others, refIntervOI: outside, reparation: false };
    expect(await answer(INFRA_OUTSIDE, M6TX, m6txIn)).toBe('taken');
  });

  it('safety 4: nothing that an impacted operator hears has the code, reference or words of who ordered the job', async () => {
    const stranger = { ofSomebodyElse: 'CANARY-EXTRA' };
    const refIntervDO = `CANARY-${world.ref()}`;
    const named = { refPTO: 'CANARY-PTO', referencePrestationPrise: 'CANARY-SERVICE', ...stranger };
    const job = { ...world.job('FTEL', 'GTHD', pmHere(4), refIntervDO), ...named };
    const { refIntervOI } = await world.must('FTEL', M1, { ...job, message: 'M1' });
    const refs = { refIntervDO, refIntervOI: String(refIntervOI) };
    await world.must('FTEL', M3TX, { ...world.askOf('FTEL', 'GTHD', refs, 1), ...stranger });
    const report = { retMessage: 'CANARY-WORDS', retTypo: 'CANARY-TYPE', retStatut: true };
    const lignesImpactees = [{ refPTO: `BYTL-${pmHere(4)}-0`, ...report }];
    const cr = { ...refs, codeDO: 'FTEL', codeOI: 'GTHD', lignesImpactees, message: 'CR', ...stranger };
    await world.must('FTEL', CR, cr);
    await world.must('FTEL', M3, { ...job, dateFinIntervention: world.at(), message: 'M3' });
    const heard = world.retail.heard.filter(({ body }) => body.refIntervOI === refs.refIntervOI);
    expect(heard.map(({ operation }) => operation)).toEqual([M2, M4TX, M4]);
    expect(JSON.stringify(heard)).not.toMatch(/FTEL|CANARY/);
    const own = await (await world.system('BYTL')).must<Body>('GET', `/api/interventions/${refs.refIntervOI}`);
    expect(JSON.stringify(own)).not.toMatch(/FTEL|CANARY/);
  });

  it('all of it, and all that was answered, is as the tables have it', () => {
    expect([...new Set([...world.infra.violations, ...world.retail.violations])]).toEqual([]);
  });
});
