import type { Random } from '@shared/demo/random';
import type { DemoPm } from '@shared/demo/world';
import { natureFamilyOf } from '@shared/domain/nature';
import { planCut } from './cuts';
import { type Network, placesWhere } from './network';
import { type CutPlan, DAY_MS, type JobPlan, type LineAt } from './plan';
import type { JobRates, Rates } from './rates';
import { lognormal, streamOf } from './streams';

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;

/** The jobs of one day, by start. `count` of them; each is decided in its own stream. */
export function planJobs(network: Network, seed: number, day: number, count: number, rates: Rates): readonly JobPlan[] {
  const { messy, others } = pmsByTrouble(network, seed, rates.jobs);
  const jobs: JobPlan[] = [];
  for (let i = 0; i < count; i++) {
    const random = streamOf(seed, 'job', day, i);
    const isMessy = random.chance(rates.jobs.messyJobShare);
    const pm = (isMessy ? messy : others).draw(random);
    const job = planJob(network, pm, day * 100_000 + i, day, random, rates);
    jobs.push({ ...job, cuts: planCuts(network, job, isMessy, random, rates) });
  }
  return jobs.sort((a, b) => a.startsAt - b.startsAt || a.key - b.key);
}

/** How many jobs a day brings to a network of this size. */
export function jobsPerDayOf(network: Network, rates: JobRates): number {
  return Math.round(network.pms.reduce((sum, pm) => sum + pm.lineCount, 0) * rates.perLineDay);
}

function planJob(
  network: Network,
  pm: DemoPm,
  key: number,
  day: number,
  random: Random,
  { jobs: rates }: Rates,
): Omit<JobPlan, 'cuts'> {
  const natures = Object.keys(rates.natureShares);
  const nature = natures[random.weighted(Object.values(rates.natureShares))] ?? '4';
  const family = natureFamilyOf(nature);
  const orderingOperatorCode = orderedBy(pm, random, rates);
  const names = nature === '1' ? 'pbo' : family === 'unknown' ? 'nothing' : 'pto';
  const workplace = workplaceAt(network, pm, names === 'pto' ? orderingOperatorCode : null, random);
  const halfHour = random.weighted(rates.startProfile);
  const startsAt = Math.round(day * DAY_MS + (halfHour + random.float()) * HALF_HOUR);
  const median = family === 'connection' ? rates.connectionMedianMs : rates.repairMedianMs;
  const length = lognormal(random, median, rates.lengthSigma);
  const workEndsAt = Math.round(startsAt + Math.min(rates.longestMs, Math.max(rates.shortestMs, length)));
  return {
    key,
    orderingOperatorCode,
    infraOperatorCode: pm.infraOperatorCode,
    pmIndex: pm.index,
    nature,
    startsAt,
    workEndsAt,
    workplace,
    names,
    ownLineDownSince: family === 'repair' ? Math.round(startsAt - random.exponential(20 * 60 * MINUTE)) : null,
    repeatsStart: random.chance(rates.repeatedStartShare),
    asksTooEarly: random.chance(rates.earlyTestShare),
  };
}

/** Who orders: by share among those with customers at this PM. */
function orderedBy(pm: DemoPm, random: Random, rates: JobRates): string {
  const present = Object.keys(rates.orderingShares).filter((code) => (pm.lineCounts[code] ?? 0) > 0);
  return present[random.weighted(present.map((code) => rates.orderingShares[code] ?? 0))] ?? 'FTEL';
}

/** One of his operator's lines; where the new line starts from, any line. */
function workplaceAt(network: Network, pm: DemoPm, operatorCode: string | null, random: Random): LineAt {
  const places = placesWhere(network, pm.index, (line) => operatorCode === null || line.operatorCode === operatorCode);
  return random.pick(places);
}

function planCuts(
  network: Network,
  job: Omit<JobPlan, 'cuts'>,
  isMessy: boolean,
  random: Random,
  rates: Rates,
): readonly CutPlan[] {
  const { messyJobShare } = rates.jobs;
  const probability = (0.5 * rates.cuts.perJob) / (isMessy ? messyJobShare : 1 - messyJobShare);
  if (!random.chance(probability)) return [];
  const cut = planCut(network, job, random, rates.cuts);
  return cut === undefined ? [] : [cut];
}

interface Pms {
  draw(random: Random): DemoPm;
}

/** The few PMs where half of the trouble is, and the others; each drawn by its lines. The same every day. */
function pmsByTrouble(network: Network, seed: number, rates: JobRates): { readonly messy: Pms; readonly others: Pms } {
  const served = network.pms.filter((pm) => pm.lineCount > 1);
  const shuffled = streamOf(seed, 'messyPms').shuffle([...served]);
  const messyCount = Math.max(1, Math.round(served.length * rates.messyPmShare));
  return { messy: byLines(shuffled.slice(0, messyCount)), others: byLines(shuffled.slice(messyCount)) };
}

function byLines(pms: readonly DemoPm[]): Pms {
  const bounds: number[] = [];
  let total = 0;
  for (const pm of pms) {
    total += pm.lineCount;
    bounds.push(total);
  }
  return {
    draw: (random) => {
      const wanted = random.float() * total;
      let low = 0;
      let high = bounds.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((bounds[middle] ?? 0) > wanted) high = middle;
        else low = middle + 1;
      }
      const pm = pms[low];
      if (pm === undefined) throw new RangeError('a network without lines has no jobs');
      return pm;
    },
  };
}
