import { OCS, PlainJob, type Step, steps } from '@shared/domain/plain-job.test-support';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runDueTimers } from '../../../src-hub/engine/timers';
import { compteRenduDo } from '../../../src-hub/lot2/compte-rendu-do';
import { creerInterventionDo } from '../../../src-hub/lot2/creer-intervention-do';
import { demanderTestDo } from '../../../src-hub/lot2/demander-test-do';
import { modifierInterventionDo } from '../../../src-hub/lot2/modifier-intervention-do';
import { notifierImpacteOc } from '../../../src-hub/lot2/notifier-impacte-oc';
import { ProtocolRefusal } from '../../../src-hub/refusals';
import { EngineRig, MINUTE } from '../../support/engine-rig';

// The job's impacted operators are FTEL and BYTL, of which each answers as the steps say and not by itself: what this hub
// would answer for them waits in an outbox that is emptied unsent.
const CODES: Readonly<Record<string, string>> = { OC1: 'FTEL', OC2: 'BYTL' };
const RUNS = 12;

let rig: EngineRig;
let count = 0;
beforeAll(async () => {
  rig = await EngineRig.start();
  await rig.engine.stop();
});
afterAll(() => rig.stop());

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'taken';
  } catch (error) {
    if (error instanceof ProtocolRefusal) return error.error;
    throw error;
  }
}

/** The hub's answer to a repetition is that to the first. */
const asAnswered = (code: string) => (code === 'accepted' || code === 'repeated' ? 'taken' : code);

async function play(all: readonly Step[]): Promise<void> {
  count += 1;
  const [pm, ref] = [`PM-L${count}`, `LIFE-${count}`];
  await rig.seedPm(pm, 'GTHD', ['FTEL', 'BYTL'], 2);
  const plain = new PlainJob(OCS);
  const startedAt = rig.at();
  const m1 = rig.m1('SFRA', 'GTHD', pm, ref);
  let infraRef = 'NONE';
  for (const step of all) {
    switch (step.kind) {
      case 'wait':
        rig.tick(step.ms);
        while (await runDueTimers(rig.ctx, (error) => rig.errors.push(error)));
        plain.pass(rig.now);
        break;
      case 'M1': {
        // A start is not believed a day later; whoever repeats it does so before.
        if (rig.now - Date.parse(startedAt) > 23 * 60 * MINUTE) break;
        const call = creerInterventionDo(rig.ctx, rig.caller('SFRA'), m1);
        expect(await codeOf(call)).toBe(asAnswered(plain.start(Date.parse(startedAt))));
        infraRef = String((await call).refIntervOI);
        break;
      }
      case 'M3TX': {
        const body = rig.m3tx('SFRA', 'GTHD', ref, infraRef, step.n);
        expect(await codeOf(demanderTestDo(rig.ctx, rig.caller('SFRA'), body))).toBe(
          asAnswered(plain.test(step.n, rig.now)),
        );
        break;
      }
      case 'M5TX': {
        const oc = CODES[step.oc] ?? '';
        const isClosing = step.n === 0;
        const body = {
          clientHSOC: [],
          codeOcImpacte: oc,
          ligneClientRetablie: [],
          message: 'M5TX',
          refIntervOI: infraRef,
          testCloture: isClosing,
          ...(!isClosing && { numeroTest: step.n }),
        };
        expect(await codeOf(notifierImpacteOc(rig.ctx, rig.caller(oc), body))).toBe(
          asAnswered(plain.answer(step.oc, step.n, rig.now)),
        );
        break;
      }
      case 'M3': {
        const at = rig.now - step.ago * MINUTE;
        const body = { ...rig.m3('SFRA', 'GTHD', pm, ref, startedAt), dateFinIntervention: new Date(at).toISOString() };
        expect(await codeOf(modifierInterventionDo(rig.ctx, rig.caller('SFRA'), body))).toBe(asAnswered(plain.end(at)));
        break;
      }
      case 'CR': {
        const body = { codeDO: 'SFRA', codeOI: 'GTHD', message: 'CR', refIntervDO: ref };
        const expected = plain.state() === 'none' ? 'REF_INTERV_INCONNUE' : 'taken';
        expect(await codeOf(compteRenduDo(rig.ctx, rig.caller('SFRA'), body))).toBe(expected);
        break;
      }
    }
    const [row] = await rig.sql<{ state: string }>(
      ['GTHD'],
      'SELECT state FROM infra_interventions WHERE ordering_ref = $1',
      [ref],
    );
    expect(row?.state ?? 'none').toBe(plain.state());
  }
  // What is for the impacted operators, whatever happened: never a word of who ordered the job.
  const sent = await rig.sql<{ body: object; recipient_code: string }>(
    ['GTHD'],
    `SELECT body, context, recipient_code FROM outbox WHERE operator_code = 'GTHD' AND recipient_code <> 'SFRA'
       AND infra_ref = $1`,
    [infraRef],
  );
  for (const message of sent) expect(JSON.stringify(message)).not.toMatch(/SFRA|LIFE-/);
  expect(rig.errors).toEqual([]);
}

it('safety 4: whatever messages come, the hub answers as the rules say, its job is in the state that they say, and no impacted operator is told who ordered it', async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: RUNS });
});
