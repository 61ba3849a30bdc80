import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compteRenduDo } from '../../../src-hub/lot2/compte-rendu-do';
import { creerInterventionDo } from '../../../src-hub/lot2/creer-intervention-do';
import { demanderTestDo } from '../../../src-hub/lot2/demander-test-do';
import { modifierInterventionDo } from '../../../src-hub/lot2/modifier-intervention-do';
import { notifierImpacteOc } from '../../../src-hub/lot2/notifier-impacte-oc';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
  await rig.seedPm('PM1', 'GTHD', ['FTEL', 'BYTL']);
  await rig.seedPm('PM2', 'FTEL', ['FTEL']);
});
afterAll(() => rig.stop());

const coded = (error: string) => expect.objectContaining({ error });
const m1 = (body: object, caller = 'SFRA') => creerInterventionDo(rig.ctx, rig.caller(caller), body);
const m3tx = (body: object, caller = 'SFRA') => demanderTestDo(rig.ctx, rig.caller(caller), body);
const m3 = (body: object, caller = 'SFRA') => modifierInterventionDo(rig.ctx, rig.caller(caller), body);
const m5tx = (body: object, caller: string) => notifierImpacteOc(rig.ctx, rig.caller(caller), body);

describe('M1', () => {
  it('answers the same message with the same reference, and refuses its reference for another job', async () => {
    const body = rig.m1('SFRA', 'GTHD', 'PM1', 'DUP');
    const first = await m1(body);
    expect(await m1(body)).toEqual(first);
    await expect(m1({ ...body, nature: '1' })).rejects.toEqual(coded('MAUVAIS_FORMAT'));
    const jobs = await rig.sql(['GTHD'], `SELECT 1 FROM infra_interventions WHERE ordering_ref = 'DUP'`);
    expect(jobs).toHaveLength(1);
  });

  it('ten at the same time are one job', async () => {
    const body = rig.m1('SFRA', 'GTHD', 'PM1', 'TEN');
    const answers = await Promise.all(Array.from({ length: 10 }, () => m1(body)));
    expect(new Set(answers.map((a) => a.refIntervOI)).size).toBe(1);
  });

  it.each([
    ['CODE_OI_INCONNU', { codeOI: 'ZZZZ' }],
    ['CODE_OI_INCONNU', { codeOI: 'BYTL' }],
    ['PM_INCONNU', { pointMutualisation: { refPM: 'PM2', refPMTechnique: 'PM2' } }],
    ['CHAMPS_NON_RENSEIGNE', { refIntervDO: undefined }],
    ['MAUVAIS_FORMAT', { nature: '9' }],
    ['MAUVAIS_FORMAT', { dateDebutIntervention: '2031-01-01T00:00:00Z' }],
    ['MAUVAIS_FORMAT', { dateDebutIntervention: '2020-01-01T00:00:00Z' }],
    ['MAUVAIS_FORMAT', { dateFinIntervention: '2026-03-01T00:00:00Z' }],
  ])('refuses with %s: %j', async (code, change) => {
    await expect(m1({ ...rig.m1('SFRA', 'GTHD', 'PM1', 'BAD'), ...change })).rejects.toEqual(coded(code));
  });

  it('safety 3: another operator’s code in the body is refused', async () => {
    await expect(m1(rig.m1('FREE', 'GTHD', 'PM1', 'FORGED'))).rejects.toEqual(coded('MAUVAIS_FORMAT'));
  });

  it('a time without offset is French legal time', async () => {
    const local = { dateDebutIntervention: '2026-03-02T08:59:00' };
    const { refIntervOI } = await m1({ ...rig.m1('SFRA', 'GTHD', 'PM1', 'LOCAL'), ...local });
    await rig.engine.idle();
    expect((await rig.intervention('SFRA', String(refIntervOI)))?.startedAt).toBe('2026-03-02T07:59:00.000Z');
  });
});

describe('M3TX', () => {
  it('numbers go up by one, five at most, spaced, each after the answers to the last', async () => {
    const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'TESTS');
    const ask = (n: number, change: object = {}) => m3tx({ ...rig.m3tx('SFRA', 'GTHD', 'TESTS', ref, n), ...change });
    await expect(ask(2)).rejects.toEqual(coded('INCOHERENCE'));
    await ask(1);
    await expect(ask(1)).rejects.toEqual(coded('TEST_PRECEDENT_DEJA_EMIS'));
    await rig.engine.idle();
    await expect(ask(2)).rejects.toEqual(coded('INCOHERENCE'));
    await expect(ask(1, { refIntervOI: 'OTHER' })).rejects.toEqual(coded('REF_INTERV_INCONNUE'));
    await expect(
      m3tx({ ...rig.m3tx('FREE', 'GTHD', 'TESTS', ref, 2) }, 'FREE'),
      'safety 5: foreign as missing',
    ).rejects.toEqual(coded('REF_INTERV_INCONNUE'));
    for (let n = 2; n <= 5; n += 1) {
      rig.tick(2 * MINUTE);
      await ask(n);
      await rig.engine.idle();
    }
    rig.tick(2 * MINUTE);
    await expect(ask(6)).rejects.toEqual(coded('INCOHERENCE'));
    const sent = await rig.sql<{ n: number }>(
      ['BYTL'],
      'SELECT count(*)::int AS n FROM answers_sent WHERE infra_ref = $1',
      [ref],
    );
    expect(sent).toEqual([{ n: 5 }]);
  });

  it('an operator that does not answer holds the technician up until the deadline, no longer', async () => {
    const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'SILENT');
    await rig.sql(['GTHD'], `UPDATE infra_interventions SET recipients = recipients || '{SFRA}' WHERE infra_ref = $1`, [
      ref,
    ]);
    await rig.test('SFRA', 'GTHD', 'SILENT', ref, 1);
    rig.tick(2.5 * MINUTE);
    await expect(m3tx(rig.m3tx('SFRA', 'GTHD', 'SILENT', ref, 2))).rejects.toEqual(
      coded('TEST_PRECEDENT_NON_ACQUITTE'),
    );
    expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'testing' });
    await rig.pass(MINUTE);
    expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'open' });
    await m3tx(rig.m3tx('SFRA', 'GTHD', 'SILENT', ref, 2));
  });
});

describe('M3', () => {
  it('needs a test, its own PM and an end after the start; again it has the same answer', async () => {
    const startedAt = rig.at();
    const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'END');
    rig.tick(MINUTE);
    const body = rig.m3('SFRA', 'GTHD', 'PM1', 'END', startedAt);
    await expect(m3(body)).rejects.toEqual(coded('M3TX_NON_DEMANDE'));
    await rig.test('SFRA', 'GTHD', 'END', ref, 1);
    const elsewhere = { pointMutualisation: { refPM: 'PM9', refPMTechnique: 'PM9' } };
    await expect(m3({ ...body, ...elsewhere })).rejects.toEqual(coded('PM_INCONNU'));
    await expect(m3({ ...body, refIntervDO: 'NONE' })).rejects.toEqual(coded('MAUVAIS_FORMAT'));
    await expect(m3({ ...body, dateFinIntervention: rig.at(-60 * MINUTE) })).rejects.toEqual(coded('MAUVAIS_FORMAT'));
    const first = await m3(body);
    expect(await m3(body)).toEqual(first);
    await expect(m3({ ...body, dateFinIntervention: rig.at(-1) })).rejects.toEqual(coded('MAUVAIS_FORMAT'));
    await rig.engine.idle();
    await expect(m3tx(rig.m3tx('SFRA', 'GTHD', 'END', ref, 2))).rejects.toEqual(coded('INCOHERENCE'));
    const [m4] = await rig.sql<{ body: Record<string, unknown> }>(
      ['GTHD'],
      `SELECT body FROM outbox WHERE infra_ref = $1 AND message = 'M4'`,
      [ref],
    );
    expect(m4?.body.dateTestFinFroid).toBe(rig.at(10 * MINUTE));
  });

  it('at a PM where nobody has lines the job closes when its closing test is due', async () => {
    await rig.seedPm('EMPTY', 'GTHD', []);
    const startedAt = rig.at();
    const ref = await rig.begin('SFRA', 'GTHD', 'EMPTY', 'ALONE');
    await rig.test('SFRA', 'GTHD', 'ALONE', ref, 1);
    await rig.end('SFRA', 'GTHD', 'EMPTY', 'ALONE', startedAt);
    await rig.pass(10 * MINUTE);
    expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'closed' });
  });
});

describe('M5TX', () => {
  const answer = (refIntervOI: string, codeOcImpacte: string, change: object = {}) => ({
    clientHSOC: [],
    codeOcImpacte,
    ligneClientRetablie: [],
    message: 'M5TX',
    numeroTest: 1,
    refIntervOI,
    testCloture: false,
    ...change,
  });

  it('refuses what was not asked, what is late and whoever was not told', async () => {
    const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'ANSWERS');
    const early = m5tx(answer(ref, 'BYTL'), 'BYTL');
    await expect(early).rejects.toEqual(coded('ERREUR_ITERATION'));
    await rig.test('SFRA', 'GTHD', 'ANSWERS', ref, 1);
    expect(await m5tx(answer(ref, 'BYTL'), 'BYTL'), 'a second answer changes nothing').toMatchObject({ code: 0 });
    await expect(m5tx(answer(ref, 'FREE'), 'FREE')).rejects.toEqual(coded('REF_INTERV_OI_INCONNUE'));
    await expect(m5tx(answer('NONE', 'BYTL'), 'BYTL')).rejects.toEqual(coded('REF_INTERV_OI_INCONNUE'));
    await expect(m5tx(answer(ref, 'FTEL'), 'BYTL')).rejects.toEqual(coded('MAUVAIS_FORMAT'));
    await expect(m5tx(answer(ref, 'BYTL', { numeroTest: undefined }), 'BYTL')).rejects.toEqual(
      coded('CHAMPS_NON_RENSEIGNE'),
    );
    await expect(
      m5tx(answer(ref, 'BYTL', { testCloture: true, numeroTest: undefined }), 'BYTL'),
      'closing test before the end',
    ).rejects.toEqual(coded('ERREUR_ITERATION'));
  });

  it('is refused after the deadline', async () => {
    const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'LATE');
    await rig.sql(['GTHD'], `UPDATE infra_interventions SET recipients = recipients || '{SFRA}' WHERE infra_ref = $1`, [
      ref,
    ]);
    await rig.test('SFRA', 'GTHD', 'LATE', ref, 1);
    rig.tick(4 * MINUTE);
    await expect(m5tx(answer(ref, 'SFRA'), 'SFRA')).rejects.toEqual(coded('DELAI_NON_RESPECTE'));
  });
});

it('safety 4: of a CR each impacted operator hears of its own lines, without a word of the sender’s own', async () => {
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'CR');
  const lines = [
    { refPTO: rig.ptoRef('BYTL', 'PM1', 1), retTypo: 'RESEAT_CONNECTOR', retMessage: 'by SFRA', repaCodeOC: 'SFRA' },
    { refPTO: rig.ptoRef('FTEL', 'PM1', 1), retTypo: 'done by SFRA', numeroSerieONT: 'SFRA was here' },
  ];
  const body = { codeDO: 'SFRA', codeOI: 'GTHD', lignesImpactees: lines, message: 'CR', refIntervDO: 'CR' };
  await rig.report('SFRA', body);
  const sent = await rig.sql<{ recipient_code: string; body: { lignesImpactees: object[] } }>(
    ['GTHD'],
    `SELECT recipient_code, body FROM outbox WHERE infra_ref = $1 AND message = 'CR' ORDER BY 1`,
    [ref],
  );
  const named = (code: string) => ({
    refPTO: rig.ptoRef(code, 'PM1', 1),
    numeroSerieONT: `ONT-${code}-PM1-1`,
    referencePrestationPrise: `S-${code}1`,
  });
  expect(sent.map((s) => [s.recipient_code, s.body.lignesImpactees])).toEqual([
    ['BYTL', [{ ...named('BYTL'), retTypo: 'RESEAT_CONNECTOR' }]],
    ['FTEL', [named('FTEL')]],
  ]);
  expect(JSON.stringify(sent)).not.toContain('SFRA');
  await expect(compteRenduDo(rig.ctx, rig.caller('SFRA'), { ...body, refIntervDO: 'NONE' })).rejects.toEqual(
    coded('REF_INTERV_INCONNUE'),
  );
});

it('whatever was refused left nothing behind, and nothing went wrong unseen', async () => {
  // SFRA was made a recipient that had no M2, to have one that does not answer.
  const refused = await rig.sql(
    ['GTHD', 'FTEL', 'BYTL', 'SFRA', 'FREE'],
    `SELECT 1 FROM outbox WHERE last_error IS NOT NULL AND recipient_code <> 'SFRA'`,
  );
  expect(refused).toEqual([]);
  expect(rig.errors).toEqual([]);
});
