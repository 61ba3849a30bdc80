import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
let pm = '';
let count = 0;
beforeAll(async () => {
  rig = await EngineRig.start();
});
beforeEach(async () => {
  count += 1;
  pm = `PLACE${count}`;
  await rig.seedPm(pm, 'FTEL', ['FTEL', 'BYTL', 'FREE']);
});
afterEach(() => {
  expect(rig.errors).toEqual([]);
});
afterAll(() => rig.stop());

const outage = async () => (await rig.outages('BYTL')).find((one) => one.pmRef === pm);

it('a job that names only its PBO works where the lines of that PBO sit', async () => {
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`, { nature: '1', refPBO: `PBO-${pm}-0` });
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 20)]);
  expect(await outage()).toBeUndefined();
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 3)]);
  expect((await outage())?.attribution.confidence).toBeGreaterThan(0.9);
});

it('one whose PTO some inventory knows works beside that line, whatever PBO it names', async () => {
  const named = { refPTO: rig.ptoRef('FREE', pm, 1), refPBO: `PBO-${pm}-3` };
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`, named);
  await rig.alarms('FREE', [rig.loss('FREE', pm, 2)]);
  const [seen] = (await rig.outages('FREE')).filter((one) => one.pmRef === pm);
  expect(seen?.attribution.confidence).toBeGreaterThan(0.9);
});

it('a line that comes back by itself is the job’s no more for certain; one that a test told of is', async () => {
  const infraRef = await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`, { refPTO: rig.ptoRef('BYTL', pm, 1) });
  const first = rig.loss('BYTL', pm, 2);
  await rig.alarms('BYTL', [first]);
  rig.tick(10 * MINUTE);
  await rig.alarms('BYTL', [{ ...first, clearedAt: rig.at() }]);
  expect((await outage())?.attribution).toMatchObject({
    reasons: expect.arrayContaining([{ code: 'back-unasked', count: 1 }]),
  });
  expect((await outage())?.attribution.confidence).toBeLessThan(0.7);
  const second = rig.loss('BYTL', pm, 3);
  await rig.alarms('BYTL', [second]);
  await rig.test('SFRA', 'FTEL', `${pm}-JOB`, infraRef, 1);
  rig.tick(10 * MINUTE);
  await rig.alarms('BYTL', [{ ...second, clearedAt: rig.at() }]);
  expect((await outage())?.attribution.confidence).toBeGreaterThan(0.9);
});
