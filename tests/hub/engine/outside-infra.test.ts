import type { NotificationOC } from '@shared/contract/lot2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeAnswer, takeEnd, takeStart, takeTest } from '../../../src-hub/lot2/from-infra';
import { EngineRig, MINUTE } from '../../support/engine-rig';

/** An infrastructure operator that runs its jobs elsewhere, and speaks to those hosted here by the protocol alone. */
const OUTSIDE = 'XPFI';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
  await rig.sql([], `INSERT INTO operators (code, name, plays, hosted) VALUES ($1, 'Outside', '{OI}', false)`, [
    OUTSIDE,
  ]);
  await rig.seedPm('XPM', OUTSIDE, ['BYTL', 'FREE']);
  await rig.grant('BYTL', ['SFRA'], 'PA-OUT');
});
afterAll(() => rig.stop());

const m2 = (refIntervOI: string) => ({
  codeOI: OUTSIDE,
  dateDebutIntervention: rig.at(),
  message: 'M2',
  pointMutualisation: { refPM: 'XPM', refPMTechnique: 'XPM' },
  refIntervOI,
  refPBO: 'NC',
});
const m4tx = (refIntervOI: string, numeroTest: number) => ({
  codeOI: OUTSIDE,
  dateTest: rig.at(),
  message: 'M4TX',
  natureTest: '1',
  numeroTest,
  refIntervOI,
});
const m4 = (refIntervOI: string, startedAt: string) => ({
  codeOI: OUTSIDE,
  dateDebutIntervention: startedAt,
  dateFinIntervention: rig.at(),
  dateTestFinFroid: rig.at(10 * MINUTE),
  message: 'M4',
  pointMutualisation: { refPM: 'XPM', refPMTechnique: 'XPM' },
  refIntervOI,
});

/** Answers that wait for the operator outside. */
async function answers(of: string): Promise<NotificationOC[]> {
  const rows = await rig.sql<{ body: NotificationOC }>(
    [of],
    `SELECT body FROM outbox WHERE operator_code = $1 AND recipient_code = $2 AND message = 'M5TX' ORDER BY id`,
    [of, OUTSIDE],
  );
  return rows.map((row) => row.body);
}

it('a job outside, from M2 to the closing test: those told see it, their outage is theirs, their answers go out', async () => {
  const as = rig.caller(OUTSIDE);
  const startedAt = rig.at();
  expect(await takeStart(rig.ctx, as, m2('J1'))).toEqual({ code: 0, refIntervOI: 'J1' });
  expect(await takeStart(rig.ctx, as, m2('J1'))).toEqual({ code: 0, refIntervOI: 'J1' });
  await rig.pass(5 * MINUTE);
  const cut = rig.loss('BYTL', 'XPM', 3);
  await rig.alarms('BYTL', [cut]);

  expect(await rig.intervention('BYTL', `${OUTSIDE}:J1`)).toMatchObject({ state: 'open', infraOperatorCode: OUTSIDE });
  const [seen] = await rig.outages('BYTL');
  expect(seen).toMatchObject({
    relation: 'impacted',
    infraRef: `${OUTSIDE}:J1`,
    downCount: 1,
    interventionState: 'open',
  });
  expect(seen?.attribution).toMatchObject({ ambiguous: false });
  for (const other of ['FREE', 'FTEL', 'SFRA', 'GTHD']) expect(await rig.outages(other)).toEqual([]);
  expect(await rig.intervention('SFRA', `${OUTSIDE}:J1`)).toBeUndefined();

  expect(await takeTest(rig.ctx, as, m4tx('J1', 1))).toEqual({ code: 0, refIntervOI: 'J1', numeroTest: 1 });
  await rig.engine.idle();
  const [answer] = await answers('BYTL');
  expect(answer).toMatchObject({ refIntervOI: 'J1', codeOcImpacte: 'BYTL', numeroTest: 1, testCloture: false });
  expect(answer?.clientHSOC.map((line) => line.refPTO)).toEqual(['BYTL-XPM-3']);
  expect(answer?.demandeReparation).toContainEqual({ codeDO: 'SFRA', reparation: true });
  expect((await answers('FREE'))[0]?.clientHSOC).toEqual([]);

  await rig.alarms('BYTL', [{ ...cut, clearedAt: rig.at() }]);
  await takeEnd(rig.ctx, as, m4('J1', startedAt));
  await rig.pass(10 * MINUTE);
  expect((await answers('BYTL')).at(-1)).toMatchObject({ testCloture: true, clientHSOC: [] });
  expect(await rig.intervention('BYTL', `${OUTSIDE}:J1`)).toMatchObject({ state: 'closed' });
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'returned', closing: 'restored' });
  expect(rig.errors).toEqual([]);
});

it('its references are its own: another operator’s job of the same reference is another job', async () => {
  await rig.sql([], `INSERT INTO operators (code, name, plays, hosted) VALUES ('XPF2', 'Another', '{OI}', false)`);
  await takeStart(rig.ctx, rig.caller(OUTSIDE), m2('SAME'));
  await takeStart(rig.ctx, rig.caller('XPF2'), { ...m2('SAME'), codeOI: 'XPF2' });
  const jobs = await rig.sql(['BYTL'], `SELECT 1 FROM neighbour_interventions WHERE infra_ref LIKE '%:SAME'`);
  expect(jobs).toHaveLength(2);
});

it.each([
  ['CODE_OI_INCONNU', () => takeStart(rig.ctx, rig.caller('FREE'), m2('J9'))],
  ['PM_INCONNU', () => takeStart(rig.ctx, rig.caller(OUTSIDE), { ...m2('J9'), pointMutualisation: undefined })],
  ['CHAMPS_NON_RENSEIGNE', () => takeStart(rig.ctx, rig.caller(OUTSIDE), { ...m2('J9'), refPBO: undefined })],
  ['REF_INTERVOI_INCONNUE', () => takeTest(rig.ctx, rig.caller(OUTSIDE), m4tx('NONE', 1))],
  ['INCOHERENCE', () => takeEnd(rig.ctx, rig.caller(OUTSIDE), m4('NONE', rig.at()))],
  ['CHAMPS_NON_RENSEIGNE', () => takeAnswer(rig.ctx, rig.caller(OUTSIDE), { refIntervOI: 'NONE' })],
])('refuses with %s', async (error, call) => {
  await expect(call()).rejects.toEqual(expect.objectContaining({ error }));
});
