import { afterAll, beforeAll, expect, it } from 'vitest';
import { demanderTestDo } from '../../../src-hub/lot2/demander-test-do';
import { revokePreAuthorisation } from '../../../src-hub/services/pre-authorisations/revoke';
import { EngineRig, MINUTE } from '../../support/engine-rig';

const ROUNDS = 60;
let rig: EngineRig;
beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());

it(`safety 9: ${ROUNDS} revokes against answers under way: none is used after it was acknowledged`, async () => {
  // A PM a round: the jobs of the rounds before do not weigh on the next.
  const pmAt = (round: number) => `PM${round}`;
  await rig.seedPms(
    Array.from({ length: ROUNDS }, (_, round) => pmAt(round)),
    'GTHD',
    ['BYTL'],
    4,
  );
  await rig.seedPm('WARM', 'GTHD', ['BYTL'], 4);
  const warm = await rig.begin('SFRA', 'GTHD', 'WARM', 'WARM');
  const since = performance.now();
  await rig.test('SFRA', 'GTHD', 'WARM', warm, 1);
  const answerTakesMs = performance.now() - since;
  let [used, unused] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    await rig.grant('BYTL', ['SFRA'], `PA-${round}`);
    const ref = await rig.begin('SFRA', 'GTHD', pmAt(round), `JOB-${round}`);
    const body = rig.m3tx('SFRA', 'GTHD', `JOB-${round}`, ref, 1);
    const asked = demanderTestDo(rig.ctx, rig.caller('SFRA'), body);
    // From at once to after the answer, however quick this machine is today.
    await new Promise((done) => setTimeout(done, answerTakesMs * 1.5 * ((round % 12) / 11)));
    const revocation = await revokePreAuthorisation(rig.ctx, rig.caller('BYTL', 'supervisor'), `PA-${round}`, 'race');
    // Acknowledged now: an answer that used it must have been committed before, and the revocation says so.
    const known = await allowedAnswers(ref);
    await asked;
    await rig.engine.idle();
    const after = await allowedAnswers(ref);
    expect(after, `round ${round}`).toBe(known);
    if (after > 0) used += 1;
    else unused += 1;
    expect((await rig.intervention('SFRA', ref))?.answers?.[0]?.repairAllowed).toBe(after > 0);
    expect(revocation.preAuthorisation.revokedAt).not.toBeNull();
    rig.tick(MINUTE);
  }
  // Both orders happened, or the race was none.
  expect(used).toBeGreaterThan(0);
  expect(unused).toBeGreaterThan(0);
}, 180_000);

async function allowedAnswers(infraRef: string): Promise<number> {
  const rows = await rig.sql<{ n: number }>(
    ['BYTL'],
    `SELECT count(*)::int AS n FROM answers_sent a, jsonb_array_elements(a.consents) c
     WHERE a.infra_ref = $1 AND (c ->> 'allowed')::boolean`,
    [infraRef],
  );
  return rows[0]?.n ?? -1;
}
