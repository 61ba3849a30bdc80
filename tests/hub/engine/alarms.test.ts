import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { actOnOutages } from '../../../src-hub/services/outages/act';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
let pm = '';
let count = 0;
beforeAll(async () => {
  rig = await EngineRig.start();
});
beforeEach(async () => {
  count += 1;
  pm = `PM${count}`;
  await rig.seedPm(pm, 'FTEL', ['FTEL', 'BYTL', 'FREE']);
});
afterEach(() => {
  expect(rig.errors).toEqual([]);
});
afterAll(() => rig.stop());

/** Orders of one test; references are an ordering operator's own. */
const job = (name: string) => `${pm}-${name}`;
const outagesOf = async (code: string) => (await rig.outages(code)).filter((o) => o.pmRef === pm);

const acknowledge = async (code: string) => {
  const outageIds = (await outagesOf(code)).map((o) => o.id);
  return actOnOutages(rig.ctx, rig.caller(code, 'supervisor'), { action: 'acknowledge', outageIds });
};

it('safety 14: a new victim in an acknowledged outage alarms again', async () => {
  await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  expect(await acknowledge('BYTL')).toMatchObject({ succeeded: 1 });
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'supervisor.bytl' });
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 2)]);
  expect((await outagesOf('BYTL'))[0]).toMatchObject({
    state: 'unacknowledged',
    acknowledgedBy: null,
    downCount: 2,
    lastVictimAt: rig.at(),
  });
  expect((await outagesOf('FREE')).length).toBe(0);
});

it('a cut heard before the job was is found when the job is', async () => {
  const startedAt = rig.at();
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  expect(await outagesOf('BYTL')).toEqual([]);
  rig.tick(MINUTE);
  await rig.begin('SFRA', 'FTEL', pm, job('LATE'), { dateDebutIntervention: startedAt });
  expect(await outagesOf('BYTL')).toMatchObject([{ downCount: 1 }]);
});

it('lines down before the job are not its doing', async () => {
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  rig.tick(MINUTE);
  const ref = await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  expect(await outagesOf('BYTL')).toEqual([]);
  const [row] = await rig.sql<{ photo: object }>(
    ['BYTL'],
    'SELECT photo FROM neighbour_interventions WHERE infra_ref = $1',
    [ref],
  );
  expect(row?.photo).toEqual({ total: 24, down: [rig.ptoRef('BYTL', pm, 1)] });
});

it('a gasp heard late withdraws the outage, and keeps it on the desk until somebody has seen it', async () => {
  await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  const loss = rig.loss('BYTL', pm, 1);
  await rig.alarms('BYTL', [loss]);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1, { kind: 'DYING_GASP', raisedAt: loss.raisedAt })]);
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ state: 'returned', closing: 'withdrawn', downCount: 0 });
  expect(await acknowledge('BYTL')).toMatchObject({ succeeded: 1 });
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ state: 'closed', severity: 'none' });
});

it('how long a box had been on is kept with the clear, also when it is told after it, and speaks for the job', async () => {
  await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  const loss = rig.loss('BYTL', pm, 1);
  await rig.alarms('BYTL', [loss]);
  const before = (await outagesOf('BYTL'))[0]?.attribution.confidence ?? 1;
  rig.tick(30 * MINUTE);
  const cleared = { ...loss, clearedAt: rig.at() };
  await rig.alarms('BYTL', [cleared]);
  expect(await rig.alarms('BYTL', [{ ...cleared, ontUptimeS: 90_000 }])).toMatchObject({ accepted: 1, duplicates: 0 });
  const [outage] = await outagesOf('BYTL');
  expect(outage?.attribution.reasons.map(({ code }) => code)).toContain('box-was-on');
  expect(outage?.attribution.confidence).toBeGreaterThan(before);
  expect(await rig.alarms('BYTL', [{ ...cleared, ontUptimeS: 90_000 }])).toMatchObject({ duplicates: 1 });
});

it('alarms are taken once whatever is sent again, in any order; an unknown ONT concerns no line', async () => {
  await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  const loss = rig.loss('BYTL', pm, 1);
  const clear = { ...loss, clearedAt: rig.at(5000) };
  const stranger = rig.loss('BYTL', 'NOWHERE', 1);
  expect(await rig.alarms('BYTL', [clear, stranger])).toEqual({ received: 2, accepted: 2, duplicates: 0 });
  expect(await rig.alarms('BYTL', [loss, clear, stranger])).toEqual({ received: 3, accepted: 0, duplicates: 3 });
  const down = await rig.sql(['BYTL'], 'SELECT 1 FROM line_watches WHERE down AND pm_ref = $1', [pm]);
  expect(down).toEqual([]);
  expect(await rig.alarms('BYTL', [])).toEqual({ received: 0, accepted: 0, duplicates: 0 });
});

it('two jobs at a PM are shown as ambiguous to both, and neither ordering operator is blamed', async () => {
  await rig.begin('SFRA', 'FTEL', pm, job('ONE'));
  await rig.begin('FREE', 'FTEL', pm, job('TWO'));
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1), rig.loss('BYTL', pm, 2)]);
  const seen = await outagesOf('BYTL');
  expect(seen).toHaveLength(2);
  for (const one of seen) {
    expect(one.attribution.ambiguous).toBe(true);
    expect(one.attribution.confidence).toBeLessThanOrEqual(0.5);
  }
  expect(await outagesOf('SFRA')).toEqual([]);
});

it('lines left down at the end are critical, stay so after the closing test, and close when they are back', async () => {
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'FTEL', pm, job('JOB'));
  rig.tick(MINUTE);
  const loss = rig.loss('BYTL', pm, 1);
  await rig.alarms('BYTL', [loss]);
  await rig.test('SFRA', 'FTEL', job('JOB'), ref, 1);
  await rig.end('SFRA', 'FTEL', pm, job('JOB'), startedAt);
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ severity: 'critical', interventionState: 'ended' });
  await acknowledge('BYTL');
  await rig.pass(10 * MINUTE);
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ severity: 'critical', interventionState: 'closed' });
  rig.tick(60 * MINUTE);
  await rig.alarms('BYTL', [{ ...loss, clearedAt: rig.at() }]);
  expect((await outagesOf('BYTL'))[0]).toMatchObject({ state: 'closed', closing: 'restored', severity: 'none' });
});

it('one operator that is several things at once has one document with all it may see', async () => {
  await rig.begin('FTEL', 'FTEL', pm, job('OWN'));
  await rig.alarms('FTEL', [rig.loss('FTEL', pm, 1)]);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  const seen = await outagesOf('FTEL');
  expect(seen.map((o) => [o.impactedOperatorCode, o.relation, o.relations])).toEqual([
    ['BYTL', 'ordering', ['ordering', 'infra']],
    ['FTEL', 'impacted', ['impacted', 'ordering', 'infra']],
  ]);
  expect(seen[1]?.consent.matrix).toHaveLength(4);
});
