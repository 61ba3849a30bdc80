import { BLAME_THRESHOLD } from '@shared/domain/impact/assessment';
import { nominalTimings } from '@shared/domain/timings';
import { girondeNetwork } from '../src-sim/gironde';
import { BEGINS_AT, playDay } from './day';
import { Inventory } from './inventory';
import { MemoryHub } from './memory-hub';
import { openRealHub } from './real-hub';
import { type Score, scoreDay } from './score';

// A process of `npm run bench -- impact`: plays the days of one seed and sends their scores.

/** What it is sent. */
export interface SeedOfDays {
  readonly seed: number;
  readonly days: number;
  readonly jobsPerDay: number;
  readonly throughHub: boolean;
}

const PORT = 5200;
/** Days of one seed, and seeds, share nothing: each day has a stream of its own. */
const SEEDS_APART = 1_000;

process.once('message', async (message) => {
  const scores = await play(message as SeedOfDays);
  process.send?.(scores, () => process.disconnect());
});

async function play({ seed, days, jobsPerDay, throughHub }: SeedOfDays): Promise<readonly Score[]> {
  const network = girondeNetwork();
  const inventory = new Inventory(network);
  const scores: Score[] = [];
  for (let day = 0; day < days; day++) {
    const hub = throughHub ? await openRealHub(PORT, BEGINS_AT) : new MemoryHub(inventory, nominalTimings, BEGINS_AT);
    const onHour = (hour: number) => process.stderr.write(`${JSON.stringify({ seed, day, simulatedHours: hour })}\n`);
    const plan = { seed: seed * SEEDS_APART + day, jobsPerDay, network, ...(throughHub && { onHour }) };
    const score = scoreDay(await playDay(plan, hub), BLAME_THRESHOLD, nominalTimings.closingDelayMs);
    for (const mistake of score.mistakes) process.stderr.write(`${JSON.stringify({ seed, day, ...mistake })}\n`);
    scores.push(score);
  }
  return scores;
}
