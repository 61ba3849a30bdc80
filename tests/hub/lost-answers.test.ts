import type { Intervention } from '@shared/domain/intervention';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { INFRA_OUTSIDE, PM_OUTSIDE, ProtocolWorld } from '../support/protocol-world';

// A network outside heard us, and its answer was lost on the way: asked again, it knows that.

let world: ProtocolWorld;
beforeAll(async () => {
  world = await ProtocolWorld.start();
}, 120_000);
afterAll(() => world?.stop());

const jobOf = async (refIntervOI: string): Promise<Intervention> => {
  const key = encodeURIComponent(`${INFRA_OUTSIDE}:${refIntervOI}`);
  return (await world.system('BYTL')).must<Intervention>('GET', `/api/interventions/${key}`);
};

it('a start: said again, it is the same job', async () => {
  const body = { ...world.job('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, world.ref()), message: 'M1' };
  world.infra.losesAnswers();
  expect((await world.send('BYTL', 'creerInterventionDO', body)).status).toBe(503);
  world.infra.answers();
  const { refIntervOI } = await world.must('BYTL', 'creerInterventionDO', body);
  expect(await jobOf(String(refIntervOI))).toMatchObject({ state: 'open' });
  const heard = world.infra.heardOf('creerInterventionDO');
  expect(heard.length).toBeGreaterThan(1);
  for (const one of heard) expect(one).toEqual(body);
});

it('a test: said again, it is under way', async () => {
  const refIntervDO = world.ref();
  const refIntervOI = await world.begin('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, refIntervDO);
  const test = world.askOf('BYTL', INFRA_OUTSIDE, { refIntervDO, refIntervOI }, 1);
  world.infra.losesAnswers();
  expect((await world.send('BYTL', 'demanderTestIntermediaireInterventionDO', test)).status).toBe(503);
  // By the tables, a number that was used is refused: it was ours.
  world.infra.refusesNext('TEST_PRECEDENT_DEJA_EMIS');
  await world.send('BYTL', 'demanderTestIntermediaireInterventionDO', test);
  expect(await jobOf(refIntervOI)).toMatchObject({ state: 'testing', testCount: 1 });
});
