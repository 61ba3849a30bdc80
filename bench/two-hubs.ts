import { parseArgs } from 'node:util';
import { nominalRates, type Rates } from '../src-sim/day/rates';
import { girondeNetwork } from '../src-sim/gironde';
import { BEGINS_AT, playDay } from './day';
import { type DayOutcome, differences, HubsInStep } from './hubs-in-step';

const PORT = 4994;
/** Of the day of the demonstration's network; a whole one has some hundreds. */
const JOBS = '60';
/** Technicians tear something at every other job: with so few jobs, hardly any cut would be seen otherwise. */
const rates: Rates = { ...nominalRates, cuts: { ...nominalRates.cuts, perJob: 0.5 } };

/**
 * One simulated day twice, on one hub and on two with a bad network in between: what differs, what became of every message,
 * and who learned a reference that he must not know. `--seed S` (1), `--jobs-per-day N` (60), `--faults SHARE` (0.3) of the
 * calls between the hubs.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      'jobs-per-day': { type: 'string', default: JOBS },
      faults: { type: 'string', default: '0.3' },
    },
  });
  const seed = Number(values.seed);
  const network = girondeNetwork();
  const play = async (together: boolean) => {
    const startedAt = performance.now();
    const seconds = () => Math.round((performance.now() - startedAt) / 1_000);
    const hubs = await HubsInStep.open({
      seed,
      beginsAt: BEGINS_AT,
      together,
      faultShare: Number(values.faults),
      port: PORT,
      fill: async () => ({ demo: true }),
    });
    await hubs.pilot();
    const onHour = (hour: number): void => {
      process.stderr.write(`${JSON.stringify({ together, simulatedHours: hour, seconds: seconds() })}\n`);
    };
    await playDay({ seed, jobsPerDay: Number(values['jobs-per-day']), network, rates, onHour }, hubs);
    if (hubs.outcome === undefined) throw new Error('the day left no record');
    return { outcome: hubs.outcome, seconds: seconds(), met: countsOf(hubs) };
  };
  const one = await play(true);
  const two = await play(false);
  return { ...compared(one.outcome, two.outcome), faults: two.met, seconds: { one: one.seconds, two: two.seconds } };
}

function countsOf({ proxies }: HubsInStep): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [fault, n] of proxies.flatMap((proxy) => [...proxy.counts])) counts[fault] = (counts[fault] ?? 0) + n;
  return counts;
}

function compared(one: DayOutcome, two: DayOutcome): Record<string, unknown> {
  const outages = differences(one.outages, two.outages);
  const consents = differences(one.consents, two.consents);
  for (const difference of [...outages, ...consents, ...two.leaks]) process.stderr.write(`${difference}\n`);
  return {
    outages: { onOne: one.outages.size, onTwo: two.outages.size, different: outages.length },
    consents: { onOne: one.consents.size, onTwo: two.consents.size, different: consents.length },
    messages: two.messages,
    deadSeen: two.deadSeen,
    leaks: two.leaks.length,
  };
}
