import { afterEach, beforeEach, expect, it } from 'vitest';
import { actOnOutages } from '../../../src-hub/services/outages/act';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeEach(async () => {
  rig = await EngineRig.start();
  await rig.seedPm('PM1', 'FTEL', ['FTEL', 'BYTL', 'FREE']);
});
afterEach(async () => {
  expect(rig.errors).toEqual([]);
  await rig.stop();
});

const acknowledge = async (code: string) => {
  const outageIds = (await rig.outages(code)).map((o) => o.id);
  return actOnOutages(rig.ctx, rig.caller(code, 'supervisor'), { action: 'acknowledge', outageIds });
};

it('safety 14: a new victim in an acknowledged outage alarms again', async () => {
  await rig.begin('SFRA', 'FTEL', 'PM1', 'JOB');
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1)]);
  expect(await acknowledge('BYTL')).toMatchObject({ succeeded: 1 });
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'supervisor.bytl' });
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 2)]);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({
    state: 'unacknowledged',
    acknowledgedBy: null,
    downCount: 2,
    lastVictimAt: rig.at(),
  });
  expect((await rig.outages('FREE')).length).toBe(0);
});

it('a cut heard before the job was is found when the job is', async () => {
  const startedAt = rig.at();
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1)]);
  expect(await rig.outages('BYTL')).toEqual([]);
  rig.tick(MINUTE);
  await rig.begin('SFRA', 'FTEL', 'PM1', 'LATE', { dateDebutIntervention: startedAt });
  expect(await rig.outages('BYTL')).toMatchObject([{ downCount: 1 }]);
});

it('lines down before the job are not its doing', async () => {
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1)]);
  rig.tick(MINUTE);
  const ref = await rig.begin('SFRA', 'FTEL', 'PM1', 'JOB');
  expect(await rig.outages('BYTL')).toEqual([]);
  const [row] = await rig.sql<{ photo: object }>(
    ['BYTL'],
    'SELECT photo FROM neighbour_interventions WHERE infra_ref = $1',
    [ref],
  );
  expect(row?.photo).toEqual({ total: 24, down: [rig.ptoRef('BYTL', 'PM1', 1)] });
});

it('a gasp heard late withdraws the outage, and keeps it on the desk until somebody has seen it', async () => {
  await rig.begin('SFRA', 'FTEL', 'PM1', 'JOB');
  const loss = rig.loss('BYTL', 'PM1', 1);
  await rig.alarms('BYTL', [loss]);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1, { kind: 'DYING_GASP', raisedAt: loss.raisedAt })]);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'returned', closing: 'withdrawn', downCount: 0 });
  expect(await acknowledge('BYTL')).toMatchObject({ succeeded: 1 });
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'closed', severity: 'none' });
});

it('alarms are taken once whatever is sent again, in any order; an unknown ONT concerns no line', async () => {
  await rig.begin('SFRA', 'FTEL', 'PM1', 'JOB');
  const loss = rig.loss('BYTL', 'PM1', 1);
  const clear = { ...loss, clearedAt: rig.at(5000) };
  const stranger = rig.loss('BYTL', 'NOWHERE', 1);
  expect(await rig.alarms('BYTL', [clear, stranger])).toEqual({ received: 2, accepted: 2, duplicates: 0 });
  expect(await rig.alarms('BYTL', [loss, clear, stranger])).toEqual({ received: 3, accepted: 0, duplicates: 3 });
  const down = await rig.sql(['BYTL'], 'SELECT 1 FROM line_watches WHERE down');
  expect(down).toEqual([]);
  expect(await rig.alarms('BYTL', [])).toEqual({ received: 0, accepted: 0, duplicates: 0 });
});

it('two jobs at a PM are shown as ambiguous to both, and neither ordering operator is blamed', async () => {
  await rig.begin('SFRA', 'FTEL', 'PM1', 'ONE');
  await rig.begin('FREE', 'FTEL', 'PM1', 'TWO');
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1), rig.loss('BYTL', 'PM1', 2)]);
  const seen = await rig.outages('BYTL');
  expect(seen).toHaveLength(2);
  for (const one of seen) {
    expect(one.attribution.ambiguous).toBe(true);
    expect(one.attribution.confidence).toBeLessThanOrEqual(0.5);
  }
  expect(await rig.outages('SFRA')).toEqual([]);
});

it('lines left down at the end are critical, stay so after the closing test, and close when they are back', async () => {
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'FTEL', 'PM1', 'JOB');
  rig.tick(MINUTE);
  const loss = rig.loss('BYTL', 'PM1', 1);
  await rig.alarms('BYTL', [loss]);
  await rig.test('SFRA', 'FTEL', 'JOB', ref, 1);
  await rig.end('SFRA', 'FTEL', 'PM1', 'JOB', startedAt);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ severity: 'critical', interventionState: 'ended' });
  await acknowledge('BYTL');
  await rig.pass(10 * MINUTE);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ severity: 'critical', interventionState: 'closed' });
  rig.tick(60 * MINUTE);
  await rig.alarms('BYTL', [{ ...loss, clearedAt: rig.at() }]);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'closed', closing: 'restored', severity: 'none' });
});

it('one operator that is several things at once has one document with all it may see', async () => {
  await rig.begin('FTEL', 'FTEL', 'PM1', 'OWN');
  await rig.alarms('FTEL', [rig.loss('FTEL', 'PM1', 1)]);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1)]);
  const seen = await rig.outages('FTEL');
  expect(seen.map((o) => [o.impactedOperatorCode, o.relation, o.relations])).toEqual([
    ['BYTL', 'ordering', ['ordering', 'infra']],
    ['FTEL', 'impacted', ['impacted', 'ordering', 'infra']],
  ]);
  expect(seen[1]?.consent.matrix).toHaveLength(4);
});
