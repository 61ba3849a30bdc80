import { parseArgs } from 'node:util';
import { BLAME_THRESHOLD } from '@shared/domain/impact/assessment';
import { nominalTimings } from '@shared/domain/timings';
import type { Network } from '../src-sim/day/network';
import { girondeNetwork } from '../src-sim/gironde';
import { BEGINS_AT, playDay } from './day';
import { Inventory } from './inventory';
import { MemoryHub } from './memory-hub';
import { openRealHub } from './real-hub';
import { precisionAndRecall, type Score, scoreDay } from './score';

const PORT = 5200;
const SEEDS_APART = 1_000;

/**
 * Whole days in lockstep: how well the hub says "this job cut this line". `--seeds N` (20), `--from S` the first seed
 * (1), `--days D` a seed (10: one day has some fifty such lines, so that one mistake alone is 2 % of it),
 * `--jobs-per-day J` (800: a busy day). By itself it plays against the hub's rules in memory, some seconds a day;
 * `--through-hub` plays against a real hub with its database and HTTP, many minutes a day.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '20' },
      from: { type: 'string', default: '1' },
      days: { type: 'string', default: '10' },
      'jobs-per-day': { type: 'string', default: '800' },
      'through-hub': { type: 'boolean', default: false },
    },
  });
  const first = Number(values.from);
  const jobsPerDay = Number(values['jobs-per-day']);
  const days = Number(values.days);
  const network = girondeNetwork();
  const inventory = new Inventory(network);
  const perSeed: Record<string, Record<string, number>> = {};
  const scores: Score[] = [];
  for (let seed = first; seed < first + Number(values.seeds); seed++) {
    const startedAt = performance.now();
    const ofSeed: Score[] = [];
    for (let day = 0; day < days; day++) {
      // Days of one seed, and seeds, share nothing: each has a stream of its own.
      const daySeed = seed * SEEDS_APART + day;
      const score = await scoreOf({ seed: daySeed, jobsPerDay, network }, inventory, values['through-hub']);
      for (const mistake of score.mistakes) process.stderr.write(`${JSON.stringify({ seed, day, ...mistake })}\n`);
      ofSeed.push(score);
    }
    scores.push(...ofSeed);
    const figures = { ...figuresOf(ofSeed), seconds: Math.round((performance.now() - startedAt) / 1000) };
    perSeed[`seed ${seed}`] = figures;
    process.stderr.write(`${JSON.stringify({ seed, ...figures })}\n`);
  }
  const seedFigures = Object.values(perSeed);
  return {
    ...perSeed,
    total: figuresOf(scores),
    worst: {
      precision: Math.min(...seedFigures.map(({ precision = 0 }) => precision)),
      recall: Math.min(...seedFigures.map(({ recall = 0 }) => recall)),
    },
  };
}

async function scoreOf(
  day: { readonly seed: number; readonly jobsPerDay: number; readonly network: Network },
  inventory: Inventory,
  throughHub: boolean,
): Promise<Score> {
  const hub = throughHub ? await openRealHub(PORT, BEGINS_AT) : new MemoryHub(inventory, nominalTimings, BEGINS_AT);
  const startedAt = performance.now();
  const onHour = (hour: number) => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    process.stderr.write(`${JSON.stringify({ seed: day.seed, simulatedHours: hour, seconds })}\n`);
  };
  const record = await playDay({ ...day, ...(throughHub && { onHour }) }, hub);
  return scoreDay(record, BLAME_THRESHOLD, nominalTimings.closingDelayMs);
}

function figuresOf(scores: readonly Score[]): Record<string, number> {
  const sum = (pick: (score: Score) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  const trueCuts = sum((score) => score.trueCuts);
  const blamed = sum((score) => score.blamed);
  const rightlyBlamed = sum((score) => score.rightlyBlamed);
  const sharedCuts = sum((score) => score.sharedCuts);
  return {
    ...precisionAndRecall({ trueCuts, blamed, rightlyBlamed }),
    trueCuts,
    blamed,
    rightlyBlamed,
    sharedCuts,
    sharedMarkedAmbiguous: sharedCuts === 0 ? 1 : sum((score) => score.sharedMarkedAmbiguous) / sharedCuts,
    sharedRightlyBlamed: sharedCuts === 0 ? 1 : sum((score) => score.sharedRightlyBlamed) / sharedCuts,
    wrongJobBlamed: sum((score) => score.wrongJobBlamed),
    wrongJobHighConfidence: sum((score) => score.wrongJobHighConfidence),
  };
}
