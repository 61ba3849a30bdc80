import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { SeedOfDays } from './impact-days';
import { precisionAndRecall, type Score } from './score';

const AT_ONCE = 2;

/**
 * Whole days in lockstep: how well the hub says "this job cut this line". `--seeds N` (20), `--from S` the first seed
 * (1), `--days D` a seed (20: one day has some fifty such lines, so that one mistake alone is 2 % of it),
 * `--jobs-per-day J` (800: a busy day). By itself it plays against the hub's rules in memory, some seconds a day, two
 * seeds at a time; `--through-hub` plays against a real hub with its database and HTTP, many minutes a day.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: 'string', default: '20' },
      from: { type: 'string', default: '1' },
      days: { type: 'string', default: '20' },
      'jobs-per-day': { type: 'string', default: '800' },
      'through-hub': { type: 'boolean', default: false },
    },
  });
  const throughHub = values['through-hub'];
  const common = { days: Number(values.days), jobsPerDay: Number(values['jobs-per-day']), throughHub };
  const first = Number(values.from);
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => first + i);
  const perSeed = new Map<number, Record<string, number>>();
  const scores: Score[] = [];
  const next = seeds.values();
  // Real hubs take one port.
  await Promise.all(Array.from({ length: throughHub ? 1 : AT_ONCE }, worker));
  return {
    ...Object.fromEntries(seeds.map((seed) => [`seed ${seed}`, perSeed.get(seed)])),
    total: figuresOf(scores),
    worst: {
      precision: Math.min(...[...perSeed.values()].map(({ precision = 0 }) => precision)),
      recall: Math.min(...[...perSeed.values()].map(({ recall = 0 }) => recall)),
    },
  };

  async function worker(): Promise<void> {
    for (const seed of next) {
      const startedAt = performance.now();
      const ofSeed = await daysOf({ seed, ...common });
      scores.push(...ofSeed);
      const figures = { ...figuresOf(ofSeed), seconds: Math.round((performance.now() - startedAt) / 1000) };
      perSeed.set(seed, figures);
      process.stderr.write(`${JSON.stringify({ seed, ...figures })}\n`);
    }
  }
}

/** The days of one seed, in a process of their own. */
function daysOf(days: SeedOfDays): Promise<readonly Score[]> {
  const child = fork(fileURLToPath(new URL('./impact-days.ts', import.meta.url)));
  return new Promise((resolve, reject) => {
    child.once('message', (scores) => resolve(scores as readonly Score[]));
    child.once('exit', (code) => reject(new Error(`the days of seed ${days.seed} ended with ${code}`)));
    child.send(days);
  });
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
