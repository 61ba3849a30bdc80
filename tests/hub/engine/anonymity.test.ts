import { afterAll, beforeAll, expect, it } from 'vitest';
import { EngineRig, MINUTE } from '../../support/engine-rig';

let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());

const OTHERS = ['BYTL', 'FREE', 'FTEL'];

it('safety 4: no row of an impacted operator tells who ordered the job', async () => {
  await rig.seedPm('PM1', 'GTHD', ['BYTL', 'FREE', 'FTEL']);
  await rig.grant('BYTL', ['SFRA'], 'PA-1');
  const startedAt = rig.at();
  const ref = await rig.begin('SFRA', 'GTHD', 'PM1', 'CANARY-ORDER', { nature: '5' });
  const cut = rig.loss('BYTL', 'PM1', 3);
  await rig.alarms('BYTL', [cut]);
  await rig.test('SFRA', 'GTHD', 'CANARY-ORDER', ref, 1);
  await rig.report('SFRA', {
    codeDO: 'SFRA',
    codeOI: 'GTHD',
    lignesImpactees: [{ refPTO: rig.ptoRef('BYTL', 'PM1', 3), retMessage: 'repaired by SFRA' }],
    message: 'CR',
    refIntervDO: 'CANARY-ORDER',
  });
  rig.tick(MINUTE);
  await rig.end('SFRA', 'GTHD', 'PM1', 'CANARY-ORDER', startedAt);
  await rig.pass(10 * MINUTE);

  const tables = await rig.sql<{ name: string }>(
    [],
    `SELECT c.relname AS name FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE c.relkind = 'r' ORDER BY 1`,
  );
  expect(tables.length).toBeGreaterThan(15);
  let looked = 0;
  for (const { name } of tables) {
    const rows = await rig.sql<{ row: string }>(OTHERS, `SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    for (const { row } of rows) {
      if (name === 'pre_authorisations') continue;
      looked += 1;
      expect(row, name).not.toMatch(/CANARY-ORDER|system-SFRA|SFR\b|"nature": ?"5"/);
      // A matrix names every operator that may order jobs, alike: the code alone says nothing there.
      const named = ['BYTL', 'FREE', 'FTEL', 'SFRA'].filter((code) => row.includes(`"${code}"`));
      if (named.includes('SFRA')) expect(named, `${name}: ${row}`).toHaveLength(4);
    }
  }
  expect(looked).toBeGreaterThan(100);
});

it('an ordering operator learns nothing of grants made to others', async () => {
  await rig.seedPm('PM2', 'GTHD', ['BYTL']);
  await rig.grant('BYTL', ['FREE'], 'PA-SECRET');
  await rig.begin('FTEL', 'GTHD', 'PM2', 'JOB-2');
  await rig.alarms('BYTL', [rig.loss('BYTL', 'PM2', 1)]);
  const seen = (await rig.outages('FTEL')).filter((o) => o.pmRef === 'PM2');
  expect(seen).toHaveLength(1);
  expect(seen[0]?.consent).toEqual({
    allowed: false,
    rule: 'no-grant',
    why: expect.not.stringMatching(/PA-|FREE/),
    until: null,
    preAuthorisationId: null,
  });
});
