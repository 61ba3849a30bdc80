import type { RolloutRule } from '@shared/domain/rollout';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { demanderTestDo } from '../../../src-hub/lot2/demander-test-do';
import { editPlan } from '../../../src-hub/services/rollout/edit';
import { previewPlan } from '../../../src-hub/services/rollout/preview';
import { planOf } from '../../../src-hub/services/rollout/store';
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
  await rig.seedPm(pm, 'GTHD', ['BYTL', 'FREE']);
});
afterEach(() => {
  expect(rig.errors).toEqual([]);
});
afterAll(() => rig.stop());

const admin = () => rig.caller('GTHD', 'admin');
const rule: RolloutRule = { label: 'x', natures: ['connection', 'repair'], from: '2025-09-29' };
const sfrLater: RolloutRule = { ...rule, orderingOperatorCodes: ['SFRA'], from: '2026-06-01' };
const others: RolloutRule = { ...rule, orderingOperatorCodes: ['FTEL', 'BYTL'] };

async function setPlan(rules: RolloutRule[]): Promise<void> {
  const current = await rig.ctx.db.inTenants(['GTHD'], (tx) => planOf(tx, 'GTHD'));
  await editPlan(rig.ctx, admin(), { version: current?.version ?? 0, rules, note: 'test' });
}
const outagesOf = async (code: string) => (await rig.outages(code)).filter((o) => o.pmRef === pm);

it('a job outside follows Lot 1: it is seen, without tests and without repair, and ends without one', async () => {
  await setPlan([others, sfrLater]);
  await rig.grant('BYTL', ['SFRA'], `PA-${pm}`);
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'GTHD', pm, `${pm}-OUT`);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1), rig.loss('BYTL', pm, 2)]);

  const outOfScope = { planVersion: 1, miss: 'not-yet', from: '2026-06-01' };
  for (const code of ['SFRA', 'GTHD']) {
    expect(await rig.intervention(code, ref)).toMatchObject({ noTests: 'out-of-scope', outOfScope });
    expect((await outagesOf(code))[0]?.consent).toMatchObject({ allowed: false, rule: 'outside-lot-2' });
  }
  await expect(
    demanderTestDo(rig.ctx, rig.caller('SFRA'), rig.m3tx('SFRA', 'GTHD', `${pm}-OUT`, ref, 1)),
  ).rejects.toMatchObject({ error: 'INCOHERENCE', message: expect.stringContaining('from 2026-06-01') });

  await rig.end('SFRA', 'GTHD', pm, `${pm}-OUT`, startedAt);
  await rig.pass(10 * MINUTE);
  expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'closed', testCount: 0 });
  const answers = await rig.sql<{ consents: unknown[] }>(
    ['BYTL'],
    'SELECT consents FROM answers_sent WHERE infra_ref = $1',
    [ref],
  );
  expect(answers).toEqual([{ consents: [] }]);
});

it('safety 4: who is cut is not told that the job is outside: the plan would name who ordered it', async () => {
  await setPlan([others, sfrLater]);
  await rig.grant('BYTL', ['SFRA'], `PA-${pm}`);
  const [out, inside] = [
    await rig.begin('SFRA', 'GTHD', pm, `${pm}-OUT`),
    await rig.begin('FTEL', 'GTHD', `${pm}`, `${pm}-IN`),
  ];
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  const shapes = [await rig.intervention('BYTL', out), await rig.intervention('BYTL', inside)];
  expect(Object.keys(shapes[0] ?? {}).sort()).toEqual(Object.keys(shapes[1] ?? {}).sort());
  expect(JSON.stringify([shapes, await outagesOf('BYTL')])).not.toMatch(/out-of-scope"|outOfScope|outside-lot-2/);
});

it('a job in scope is tested and may be repaired as ever', async () => {
  await setPlan([others, sfrLater]);
  await rig.grant('FREE', ['BYTL'], `PA-${pm}`);
  const ref = await rig.begin('BYTL', 'GTHD', pm, `${pm}-IN`);
  await rig.alarms('FREE', [rig.loss('FREE', pm, 1), rig.loss('FREE', pm, 2)]);
  await rig.test('BYTL', 'GTHD', `${pm}-IN`, ref, 1);
  const job = await rig.intervention('BYTL', ref);
  expect(job?.noTests).toBeUndefined();
  expect(job?.answers?.find((a) => a.impactedOperatorCode === 'FREE')).toMatchObject({ repairAllowed: true });
});

it('a job keeps what the plan said at its start; the preview says what another plan would say', async () => {
  await setPlan([others, sfrLater]);
  const ref = await rig.begin('SFRA', 'GTHD', pm, `${pm}-KEPT`);
  const before = await previewPlan(rig.ctx, admin(), [others, sfrLater]);
  const opened = await previewPlan(rig.ctx, admin(), [rule]);
  expect(before.outThen).toBe(before.outNow);
  expect(before.misses).toEqual([{ miss: 'not-yet', count: before.outThen }]);
  expect(opened).toEqual({ active: before.active, outNow: before.outNow, outThen: 0, misses: [] });
  await setPlan([rule]);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  expect(await rig.intervention('SFRA', ref)).toMatchObject({ noTests: 'out-of-scope' });
  const next = await rig.begin('SFRA', 'GTHD', pm, `${pm}-NEXT`);
  expect((await rig.intervention('SFRA', next))?.noTests).toBeUndefined();
});

it('M1 again after the plan changed is the same job, with the same answer', async () => {
  await setPlan([others]);
  const extra = { dateDebutIntervention: rig.at() };
  const ref = await rig.begin('SFRA', 'GTHD', pm, `${pm}-SAME`, extra);
  await setPlan([rule]);
  expect(await rig.begin('SFRA', 'GTHD', pm, `${pm}-SAME`, extra)).toBe(ref);
  expect(await rig.intervention('SFRA', ref)).toMatchObject({ noTests: 'out-of-scope' });
});
