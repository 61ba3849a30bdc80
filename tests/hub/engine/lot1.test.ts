import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadDirectory } from '../../../src-hub/directory';
import {
  declarerInterventionDo,
  declarerInterventionOi,
  notifierClientsHs,
  refusedInLot1,
} from '../../../src-hub/lot1/calls';
import { demanderTestDo } from '../../../src-hub/lot2/demander-test-do';
import type { PartnerConfig } from '../../../src-hub/partners/config';
import { PartnerLink } from '../../../src-hub/partners/link';
import { ProtocolRefusal } from '../../../src-hub/refusals';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
  await rig.seedPm('PM1', 'GTHD', ['BYTL', 'FREE']);
  await rig.sql(
    [],
    `INSERT INTO operators (code, name, plays, hosted)
     VALUES ('XPFI', 'Outside', '{OI}', false), ('XPFC', 'Far', '{OC}', false)`,
  );
  await rig.engine.stop();
  const partners = new Map([['XPFI', new PartnerLink(lot1Partner)]]);
  rig.ctx = { ...rig.ctx, directory: await loadDirectory(rig.ctx.db), partners };
  rig.startEngine();
  await rig.seedPm('XPM', 'XPFI', ['BYTL']);
});
afterAll(() => rig.stop());

const lot1Partner: PartnerConfig = {
  code: 'XPFI',
  name: 'Outside',
  roles: ['OI'],
  lots: { 1: 'http://127.0.0.1:9/v1' },
  credentials: { tokenUrl: 'http://127.0.0.1:9/token', clients: {} },
  timeoutMs: 500,
  atOnce: 1,
  giveUpAfterMs: MINUTE,
};

const declared = (ref: string, startedAt: string, extra: object = {}) => ({
  Code_DO: 'SFRA',
  Code_OI: 'GTHD',
  Ref_Interv_DO: ref,
  PM: 'PM1',
  Nature_PBO_PTO: [{ nature: '3' }],
  Debut_Inter: startedAt,
  ...extra,
});

it('M1 and M3 are one call: a job without tests, whose impacted operators are told, and asked once at its end', async () => {
  const as = rig.caller('SFRA');
  const startedAt = rig.at();
  const started = await declarerInterventionDo(rig.ctx, as, declared('L1', startedAt));
  expect(started).toEqual({ Code_Reponse: 0, Libelle_Reponse: 'OK', Ref_Interv_OI: expect.any(String) });
  const ref = String(started.Ref_Interv_OI);
  await rig.pass(5 * MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 3)]);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ infraRef: ref, downCount: 1 });
  await expect(demanderTestDo(rig.ctx, as, rig.m3tx('SFRA', 'GTHD', 'L1', ref, 1))).rejects.toEqual(
    expect.objectContaining({ error: 'INCOHERENCE' }),
  );
  const ended = await declarerInterventionDo(rig.ctx, as, declared('L1', startedAt, { Fin_Inter: rig.at() }));
  expect(ended).toEqual(started);
  await rig.pass(10 * MINUTE);
  const job = await rig.intervention('SFRA', ref);
  expect(job).toMatchObject({ state: 'closed', testCount: 0, noTests: 'ordering-lot-1' });
  expect(await rig.intervention('GTHD', ref)).toMatchObject({ noTests: 'ordering-lot-1' });
  expect(job?.answers?.map((a) => [a.impactedOperatorCode, a.impactedLines.length]).sort()).toEqual([
    ['BYTL', 1],
    ['FREE', 0],
  ]);
});

it('safety 4: that its ordering operator speaks Lot 1 is not told to those whose lines it cuts', async () => {
  const { Ref_Interv_OI: ref } = await declarerInterventionDo(rig.ctx, rig.caller('SFRA'), declared('L0', rig.at()));
  await rig.engine.idle();
  const seen = await rig.intervention('BYTL', String(ref));
  expect(seen).toMatchObject({ state: 'open' });
  expect(seen).not.toHaveProperty('noTests');
});

it('a job first heard of with its end is declared whole; an end that cannot be leaves nothing behind', async () => {
  const as = rig.caller('SFRA');
  const whole = declared('L2', rig.at(-30 * MINUTE), { Fin_Inter: rig.at(-MINUTE) });
  const { Ref_Interv_OI: ref } = await declarerInterventionDo(rig.ctx, as, whole);
  await rig.engine.idle();
  expect(await rig.intervention('SFRA', String(ref))).toMatchObject({ state: 'ended' });
  for (const end of [rig.at(-60 * MINUTE), rig.at(60 * MINUTE)]) {
    const wrong = declared('L3', rig.at(-30 * MINUTE), { Fin_Inter: end });
    await expect(declarerInterventionDo(rig.ctx, as, wrong)).rejects.toBeInstanceOf(ProtocolRefusal);
  }
  expect(await rig.sql(['GTHD'], `SELECT 1 FROM infra_interventions WHERE ordering_ref = 'L3'`)).toEqual([]);
});

it('M2 and M4 of a network outside that speaks Lot 1: the job is seen, and its end asks once', async () => {
  const as = rig.caller('XPFI');
  const startedAt = rig.at();
  const job = { Code_OI: 'XPFI', Ref_Interv_OI: 'X1', PM: 'XPM', Debut_Inter: startedAt };
  const taken = { Code_Reponse: 0, Libelle_Reponse: 'OK' };
  expect(await declarerInterventionOi(rig.ctx, as, job)).toEqual(taken);
  expect(await declarerInterventionOi(rig.ctx, as, { ...job, Fin_Inter: rig.at() })).toEqual(taken);
  await rig.pass(10 * MINUTE);
  expect(await rig.intervention('BYTL', 'XPFI:X1')).toMatchObject({ state: 'closed', noTests: 'infra-lot-1' });
  const sent = await rig.sql<{ body: { testCloture: boolean } }>(
    ['BYTL'],
    `SELECT body FROM outbox WHERE recipient_code = 'XPFI' AND message = 'M5TX'`,
  );
  expect(sent.map((row) => row.body.testCloture)).toEqual([true]);
});

it('M5 of an operator that speaks Lot 1 is its answer to the closing test, as soon as the job has ended', async () => {
  await rig.sql(['GTHD'], `UPDATE pms SET line_counts = line_counts || '{"XPFC": 5}' WHERE pm_ref = 'PM1'`);
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'L4');
  const m5 = {
    Code_OC_impacte: 'XPFC',
    Ref_Interv_OI: ref,
    Liste_Clients_HS: [
      { PTO: 'P1', PBO: 'B1', Tube: '1', Fibre: '2', Position_PM_Module_OI: '3', HMS_Coupure: rig.at() },
    ],
  };
  const as = rig.caller('XPFC');
  await expect(notifierClientsHs(rig.ctx, as, m5)).rejects.toEqual(
    expect.objectContaining({ error: 'ERREUR_ITERATION' }),
  );
  await rig.pass(3 * MINUTE);
  await rig.test('SFRA', 'GTHD', 'L4', ref, 1);
  await rig.pass(4 * MINUTE);
  await rig.end('SFRA', 'GTHD', 'PM1', 'L4', startedAt);
  expect(await notifierClientsHs(rig.ctx, as, m5)).toEqual({ Code_Reponse: 0, Libelle_Reponse: 'OK' });
  await rig.engine.idle();
  const job = await rig.intervention('SFRA', ref);
  expect(job?.answers?.find((a) => a.impactedOperatorCode === 'XPFC')).toMatchObject({
    isClosingTest: true,
    impactedLines: [{ ptoRef: 'P1' }],
  });
  expect(rig.errors).toEqual([]);
});

it('a refusal has the code of its call’s own list', () => {
  const refused = (error: 'PM_INCONNU' | 'REF_INTERV_OI_INCONNUE' | 'ERREUR_ITERATION') =>
    new ProtocolRefusal(error, 'why', ['PM']);
  expect(refusedInLot1(refused('PM_INCONNU'), false)).toEqual({
    Code_Reponse: 4,
    Libelle_Reponse: 'PM_INCONNU',
    Description_Reponse: 'why (PM)',
  });
  expect(refusedInLot1(refused('REF_INTERV_OI_INCONNUE'), true).Code_Reponse).toBe(3);
  expect(refusedInLot1(refused('ERREUR_ITERATION'), true).Libelle_Reponse).toBe('MAUVAIS_FORMAT');
});
