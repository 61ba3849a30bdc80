import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEngine } from '../../../src-hub/engine/engine';
import { creerInterventionDo } from '../../../src-hub/lot2/creer-intervention-do';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());

it('safety 11: what was committed and not delivered is delivered once by the next engine', async () => {
  await rig.seedPm('PM1', 'GTHD', ['FTEL', 'BYTL']);
  await rig.engine.stop();
  const answer = await creerInterventionDo(rig.ctx, rig.caller('SFRA'), rig.m1('SFRA', 'GTHD', 'PM1', 'JOB'));
  const ref = String(answer.refIntervOI);
  expect(await rig.intervention('BYTL', ref)).toBeUndefined();
  rig.startEngine();
  await rig.engine.idle();
  expect(await rig.intervention('BYTL', ref)).toMatchObject({ state: 'open' });
  const notes = await rig.sql(['BYTL'], `SELECT 1 FROM timeline WHERE infra_ref = $1 AND entry ->> 'kind' = 'M2'`, [
    ref,
  ]);
  expect(notes).toHaveLength(1);
});

it('two engines on one database deliver each message once', async () => {
  const other = startEngine(rig.ctx, (error) => rig.errors.push(error));
  const bodies = Array.from({ length: 40 }, (_, i) => rig.m1('SFRA', 'GTHD', 'PM1', `MANY-${i}`));
  await Promise.all(bodies.map((body) => creerInterventionDo(rig.ctx, rig.caller('SFRA'), body)));
  await Promise.all([rig.engine.idle(), other.idle()]);
  await other.stop();
  await rig.engine.idle();
  const notes = await rig.sql<{ n: number }>(
    ['BYTL'],
    `SELECT count(*)::int AS n FROM timeline WHERE entry ->> 'kind' = 'M2'`,
  );
  expect(notes).toEqual([{ n: 41 }]);
  expect(rig.errors).toEqual([]);
});

it('a message that the recipient refuses is recorded, and holds nobody up', async () => {
  await rig.sql(
    ['GTHD'],
    `INSERT INTO outbox (operator_code, recipient_code, message, infra_ref, body, created_at, due_at)
     VALUES ('GTHD', 'BYTL', 'M4TX', 'NONE', $1, $2, $2)`,
    [
      { codeOI: 'GTHD', dateTest: rig.at(), message: 'M4TX', natureTest: '1', numeroTest: 1, refIntervOI: 'NONE' },
      rig.at(),
    ],
  );
  await rig.engine.idle();
  const rows = await rig.sql<{ last_error: string }>(
    ['GTHD'],
    `SELECT last_error FROM outbox WHERE infra_ref = 'NONE' AND delivered_at IS NOT NULL`,
  );
  expect(rows).toEqual([{ last_error: expect.stringContaining('REF_INTERVOI_INCONNUE') }]);
});

it('a flood of 5,000 alarms over 300 PMs with jobs: one outage a PM, with every line, whatever was counted of the tables', async () => {
  const places = Array.from({ length: 300 }, (_, i) => `F${i}`);
  await rig.seedPms(places, 'GTHD', ['BYTL'], 128);
  const orders = places.map((pm) => rig.m1('SFRA', 'GTHD', pm, `FLOOD-${pm}`));
  await Promise.all(orders.map((body) => creerInterventionDo(rig.ctx, rig.caller('SFRA'), body)));
  await rig.engine.idle();
  rig.tick(MINUTE);
  const alarms = Array.from({ length: 5_000 }, (_, i) => rig.loss('BYTL', `F${i % 300}`, Math.floor(i / 300) * 7));
  for (let from = 0; from < alarms.length; from += 1_000) {
    const result = await rig.alarms('BYTL', alarms.slice(from, from + 1_000));
    expect(result.accepted).toBe(1_000);
  }
  const flooded = (await rig.outages('BYTL')).filter((o) => o.pmRef.startsWith('F'));
  expect(flooded).toHaveLength(300);
  expect(flooded.reduce((sum, o) => sum + o.downCount, 0)).toBe(5_000);
}, 180_000);
