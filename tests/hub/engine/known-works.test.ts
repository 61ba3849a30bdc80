import type { WorksNotice } from '@shared/domain/works';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readVerdict } from '../../../src-hub/services/line-verdict/read';
import { actOnOutages } from '../../../src-hub/services/outages/act';
import { importWorks } from '../../../src-hub/services/works/import';
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

const outagesOf = async (code: string) => (await rig.outages(code)).filter((o) => o.pmRef === pm);

/** FTEL says that works are from now on, for an hour, at this test's PM. */
const announce = (more: Partial<WorksNotice> = {}) =>
  importWorks(rig.ctx, rig.caller('FTEL'), [
    {
      line: 1,
      notice: {
        worksRef: `TP-${pm}`,
        kind: 'TP',
        state: 'NOUVEAU',
        pmRefs: [pm],
        startsAt: rig.at(),
        endsAt: rig.at(60 * MINUTE),
        ...more,
      },
    },
  ]);

it('during known works a loss is not blamed on the job that is there', async () => {
  await announce();
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1), rig.loss('BYTL', pm, 2)]);
  expect(await outagesOf('BYTL')).toEqual([]);
  expect(await readVerdict(rig.ctx, rig.caller('BYTL', 'hotline'), rig.ptoRef('BYTL', pm, 1))).toMatchObject({
    verdict: 'no',
    evidence: [{ code: 'line-down' }, { code: 'known-works' }],
  });
});

it('works heard of afterwards change what an outage is given to; cancelled, they change it back', async () => {
  const startsAt = rig.at();
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1), rig.loss('BYTL', pm, 2)]);
  const [before] = await outagesOf('BYTL');
  expect(before).toMatchObject({ state: 'unacknowledged', downCount: 2, closing: null });
  expect(before?.attribution.confidence).toBeGreaterThan(0.7);

  expect(await announce({ startsAt })).toEqual({ received: 1, accepted: 1, duplicates: 0 });
  const [during] = await outagesOf('BYTL');
  expect(during).toMatchObject({ state: 'returned', closing: 'withdrawn', downCount: 0 });
  expect(during?.attribution).toEqual({
    confidence: expect.any(Number),
    ambiguous: false,
    reasons: [{ code: 'known-works', count: 2 }],
  });
  expect(during?.attribution.confidence).toBeLessThanOrEqual(0.2);
  expect(during?.lines.map(({ cause }) => cause)).toEqual(['known-works', 'known-works']);
  const outageIds = [String(during?.id)];
  await actOnOutages(rig.ctx, rig.caller('BYTL', 'supervisor'), { action: 'acknowledge', outageIds });

  await announce({ startsAt, state: 'ANNULE' });
  const [after] = await outagesOf('BYTL');
  expect(after).toMatchObject({ state: 'unacknowledged', downCount: 2, closing: null });
  expect(after?.attribution.confidence).toBeGreaterThan(0.7);
});

it('works that ended explain what was lost before their end, and nothing later', async () => {
  const startsAt = rig.at();
  await announce();
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1)]);
  rig.tick(10 * MINUTE);
  await announce({ startsAt, endsAt: rig.at(49 * MINUTE), state: 'CLOTURE' });
  expect(await outagesOf('BYTL')).toEqual([]);
  rig.tick(10 * MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 13), rig.loss('BYTL', pm, 14)]);
  const [outage] = await outagesOf('BYTL');
  expect(outage?.lines.filter(({ cause }) => cause === 'known-works')).toHaveLength(1);
  expect(outage).toMatchObject({ downCount: 2, state: 'unacknowledged' });
});

it('works moved to another PM explain nothing at the first any more', async () => {
  const other = `${pm}-OTHER`;
  await rig.seedPm(other, 'FTEL', ['BYTL']);
  const startsAt = rig.at();
  await announce();
  await rig.begin('SFRA', 'FTEL', pm, `${pm}-JOB`);
  rig.tick(MINUTE);
  await rig.alarms('BYTL', [rig.loss('BYTL', pm, 1), rig.loss('BYTL', pm, 2)]);
  expect(await outagesOf('BYTL')).toEqual([]);
  await announce({ startsAt, pmRefs: [other], state: 'MAJ' });
  expect(await outagesOf('BYTL')).toMatchObject([{ downCount: 2 }]);
});
