import { parseArgs } from 'node:util';
import { BLAME_THRESHOLD } from '@shared/domain/impact/assessment';
import { nominalTimings } from '@shared/domain/timings';
import { girondeNetwork } from '../src-sim/gironde';
import { BEGINS_AT, playDay } from './day';
import { Inventory } from './inventory';
import { MemoryHub } from './memory-hub';
import { openRealHub } from './real-hub';
import { precisionAndRecall, type Score, scoreDay } from './score';

const PORT = 5200;

/**
 * Whole days in lockstep: how well the hub says "this job cut this line". `--seeds N` days (20), `--from S` the first
 * seed (1), `--jobs-per-day J` (800: a busy day, so that a seed has enough cuts). By itself it plays against the hub's
 * rules in memory, some seconds a day; `--through-hub` plays against a real hub with its database and HTTP, many
 * minutes a day.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '20' },
      from: { type: 'string', default: '1' },
      'jobs-per-day': { type: 'string', default: '800' },
      'through-hub': { type: 'boolean', default: false },
    },
  });
  const first = Number(values.from);
  const jobsPerDay = Number(values['jobs-per-day']);
  const network = girondeNetwork();
  const inventory = new Inventory(network);
  const perSeed: Record<string, unknown> = {};
  const scores: Score[] = [];
  for (let seed = first; seed < first + Number(values.seeds); seed++) {
    const startedAt = performance.now();
    const hub = values['through-hub']
      ? await openRealHub(PORT, BEGINS_AT)
      : new MemoryHub(inventory, nominalTimings, BEGINS_AT);
    const secondsSoFar = () => Math.round((performance.now() - startedAt) / 1000);
    const onHour = (hour: number) =>
      process.stderr.write(`${JSON.stringify({ seed, simulatedHours: hour, seconds: secondsSoFar() })}\n`);
    const day = { seed, jobsPerDay, network, ...(values['through-hub'] && { onHour }) };
    const record = await playDay(day, hub);
    const score = scoreDay(record, BLAME_THRESHOLD, nominalTimings.closingDelayMs);
    scores.push(score);
    const figures = { ...figuresOf([score]), seconds: secondsSoFar() };
    perSeed[`seed ${seed}`] = figures;
    process.stderr.write(`${JSON.stringify({ seed, ...figures })}\n`);
    for (const mistake of score.mistakes) process.stderr.write(`${JSON.stringify({ seed, ...mistake })}\n`);
  }
  return {
    ...perSeed,
    total: figuresOf(scores),
    worst: {
      precision: Math.min(...scores.map((score) => precisionAndRecall(score).precision)),
      recall: Math.min(...scores.map((score) => precisionAndRecall(score).recall)),
    },
  };
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
  };
}
