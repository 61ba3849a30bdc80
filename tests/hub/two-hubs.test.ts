import { beforeAll, expect, it } from 'vitest';
import { BEGINS_AT, playDay } from '../../bench/day';
import { ALONE, type DayOutcome, differences, HubsInStep } from '../../bench/hubs-in-step';
import { nominalRates, type Rates } from '../../src-sim/day/rates';
import { fillWith, smallNetwork } from '../support/small-network';

// One short day twice: on one hub, and on two with a bad network in between.

const SEED = 11;
const PMS = 10;
const JOBS = 10;
const MINUTE = 60_000;

/** A morning in which technicians tear something at most jobs, and little else happens. */
const rates: Rates = {
  ...nominalRates,
  jobs: { ...nominalRates.jobs, startProfile: [1], longestMs: 40 * MINUTE, messyJobShare: 0 },
  cuts: { ...nominalRates.cuts, perJob: 1, module: 0.02, cable: 0 },
  faults: { ...nominalRates.faults, powerOffPerLineDay: 0.001, longDownShare: 0 },
};

const network = smallNetwork(PMS, ALONE);
let onOne: DayOutcome | undefined;
let onTwo: DayOutcome | undefined;
let met: ReadonlyMap<string, number> = new Map();

async function play(together: boolean): Promise<HubsInStep> {
  const hubs = await HubsInStep.open({
    seed: SEED,
    beginsAt: BEGINS_AT,
    together,
    faultShare: 0.3,
    port: 0,
    fill: async (folder, hosted, partners) => {
      await fillWith(network, folder, hosted, partners);
      return { demo: false };
    },
  });
  await hubs.pilot();
  await playDay({ seed: SEED, jobsPerDay: JOBS, network, rates, playedMs: 150 * MINUTE }, hubs);
  return hubs;
}

beforeAll(async () => {
  const [one, two] = await Promise.all([play(true), play(false)]);
  onOne = one.outcome;
  onTwo = two.outcome;
  met = new Map(two.proxies.flatMap(({ counts }) => [...counts]));
}, 300_000);

it('the network was bad, and there was something to see', () => {
  expect(met.size).toBeGreaterThan(5);
  expect(onOne?.outages.size).toBeGreaterThan(2);
  expect([...(onOne?.consents.values() ?? [])]).toContain('true');
});

it('the same lines are down by the same jobs as on one hub', () => {
  expect(differences(onOne?.outages ?? new Map(), onTwo?.outages ?? new Map())).toEqual([]);
});

it('safety 8: the same consents reach the same technicians', () => {
  expect(differences(onOne?.consents ?? new Map(), onTwo?.consents ?? new Map())).toEqual([]);
});

it('every message was delivered, or is seen as dead', () => {
  expect(onTwo?.messages.waiting).toBe(0);
  expect(onTwo?.deadSeen).toBe(onTwo?.messages.dead);
  expect(onTwo?.messages.delivered).toBeGreaterThan(100);
});

it('safety 4: no reference of an ordering operator is anywhere among the rows of those who must not know it', () => {
  expect([onOne?.leaks, onTwo?.leaks]).toEqual([[], []]);
});
