import { intervention } from '@shared/domain/intervention';
import { outage } from '@shared/domain/outage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());

it('a job with a cut, from M1 to the closing test: each operator sees its part', async () => {
  await rig.seedPm('PM1', 'GTHD', ['FTEL', 'BYTL', 'SFRA']);
  await rig.grant('BYTL', ['SFRA'], 'PA-1');
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'JOB-1');
  await rig.pass(5 * MINUTE);
  const cut = rig.loss('BYTL', 'PM1', 3);
  expect(await rig.alarms('BYTL', [cut])).toEqual({ received: 1, accepted: 1, duplicates: 0 });

  const [seen] = await rig.outages('BYTL');
  expect(seen).toMatchObject({ relation: 'impacted', state: 'unacknowledged', downCount: 1, infraRef: ref });
  expect(seen?.consent.matrix?.map((row) => [row.orderingOperatorCode, row.allowed])).toEqual([
    ['BYTL', false],
    ['FREE', false],
    ['FTEL', false],
    ['SFRA', true],
  ]);
  const [network] = await rig.outages('GTHD');
  expect(network).toMatchObject({ relation: 'infra', severity: 'minor', consent: { allowed: true } });
  const [ordered] = await rig.outages('SFRA');
  expect(ordered).toMatchObject({ relation: 'ordering', severity: 'minor', lines: [{ ptoRef: 'BYTL-PM1-3' }] });
  expect(await rig.outages('FTEL')).toEqual([]);

  await rig.test('SFRA', 'GTHD', 'JOB-1', ref, 1);
  const job = await rig.intervention('SFRA', ref);
  expect(job).toMatchObject({ state: 'open', testCount: 1, orderingRef: 'JOB-1' });
  expect(job?.answers?.map((a) => [a.impactedOperatorCode, a.repairAllowed, a.impactedLines.length]).sort()).toEqual([
    ['BYTL', true, 1],
    ['FTEL', false, 0],
    ['SFRA', false, 0],
  ]);

  await rig.pass(5 * MINUTE);
  await rig.alarms('BYTL', [{ ...cut, clearedAt: rig.at() }]);
  expect((await rig.outages('BYTL'))[0]).toMatchObject({ state: 'returned', severity: 'warning', downCount: 0 });
  await rig.pass(MINUTE);
  await rig.end('SFRA', 'GTHD', 'PM1', 'JOB-1', startedAt);
  expect(await rig.intervention('BYTL', ref)).toMatchObject({ state: 'ended', nature: '6' });
  await rig.pass(10 * MINUTE);
  expect(await rig.intervention('BYTL', ref)).toMatchObject({ state: 'closed' });
  expect(await rig.intervention('GTHD', ref)).toMatchObject({ state: 'closed' });
  const closed = await rig.intervention('SFRA', ref);
  expect(closed?.state).toBe('closed');
  expect(closed?.answers?.filter((a) => a.isClosingTest)).toHaveLength(3);
  const [after] = await rig.outages('BYTL');
  expect(after).toMatchObject({ state: 'returned', closing: 'restored', interventionState: 'closed' });

  for (const code of ['FTEL', 'BYTL', 'SFRA', 'GTHD']) {
    for (const doc of await rig.outages(code)) outage.parse(doc);
    intervention.parse(await rig.intervention(code, ref));
  }
  expect(rig.errors).toEqual([]);
});
