import { jobsPerDayOf, planJobs } from '../day/jobs';
import type { Network } from '../day/network';
import type { Rates } from '../day/rates';

const MINUTE = 60_000;
/** 10:00, by when most jobs of the morning are under way. */
const MID_MORNING_MS = 150 * MINUTE;

/**
 * Where in the first day to begin when somebody is watching: mid-morning, shortly before the next cut that the plan
 * holds anyway, about 18 s of real time ahead. Simulated milliseconds.
 */
export function watchableBeginning(
  network: Network,
  seed: number,
  rates: Rates,
  jobsPerDay: number | undefined,
  speed: number,
): number {
  const lead = Math.max(2.5 * MINUTE, Math.min(9 * MINUTE, 18_000 * speed));
  const jobs = planJobs(network, seed, 0, jobsPerDay ?? jobsPerDayOf(network, rates.jobs), rates);
  const cuts = jobs
    .filter(({ startsAt }) => startsAt < MID_MORNING_MS + lead)
    .flatMap((job) => job.cuts.map(({ at }) => at))
    .filter((at) => at >= MID_MORNING_MS + lead);
  return cuts.length === 0 ? MID_MORNING_MS : Math.min(...cuts) - lead;
}
