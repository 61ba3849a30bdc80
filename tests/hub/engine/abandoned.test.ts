import { nominalTimings } from '@shared/domain/timings';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { modifierInterventionDo } from '../../../src-hub/lot2/modifier-intervention-do';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
  await rig.seedPm('PM1', 'GTHD', ['FTEL', 'BYTL']);
});
afterAll(() => rig.stop());

it('a job says when one of its kind is usually over, while it is open', async () => {
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'REPAIR', { nature: '4' });
  const expected = rig.at(nominalTimings.usualRepairMs);
  for (const code of ['SFRA', 'GTHD', 'BYTL']) {
    expect(await rig.intervention(code, ref)).toMatchObject({ expectedEndAt: expected });
  }
});

it('safety 4: nobody ends a job: given up, those told of it look once more, and it closes; only those who know whose it is are told so', async () => {
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'FORGOTTEN');
  await rig.test('SFRA', 'GTHD', 'FORGOTTEN', ref, 1);
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM1', 1)]);
  await rig.pass(nominalTimings.abandonAfterMs - MINUTE);
  expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'open' });
  await rig.pass(MINUTE);
  for (const code of ['SFRA', 'GTHD']) {
    const job = await rig.intervention(code, ref);
    expect(job).toMatchObject({ state: 'closed', abandoned: true, endedAt: rig.at() });
    expect(job).not.toHaveProperty('expectedEndAt');
  }
  const told = await rig.intervention('BYTL', ref);
  expect(told).toMatchObject({ state: 'closed', endedAt: rig.at() });
  expect(told).not.toHaveProperty('abandoned');
  const closing = (await rig.intervention('SFRA', ref))?.answers?.filter(({ isClosingTest }) => isClosingTest);
  expect(closing?.find(({ impactedOperatorCode }) => impactedOperatorCode === 'BYTL')?.impactedLines).toHaveLength(1);

  const late = rig.m3('SFRA', 'GTHD', 'PM1', 'FORGOTTEN', startedAt);
  expect(await modifierInterventionDo(rig.ctx, rig.caller('SFRA'), late)).toMatchObject({ code: 0 });
  const kinds = await rig.sql<{ kind: string }>(
    ['SFRA'],
    `SELECT entry ->> 'kind' AS kind FROM timeline WHERE operator_code = 'SFRA' AND infra_ref = $1`,
    [ref],
  );
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['abandoned', 'M3']));
  expect(await rig.intervention('SFRA', ref)).toMatchObject({ state: 'closed', abandoned: true });
  expect(rig.errors).toEqual([]);
});
