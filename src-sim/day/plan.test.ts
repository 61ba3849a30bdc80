import { describe, expect, it } from 'vitest';
import { girondeNetwork } from '../gironde';
import { planFaults } from './faults';
import { jobsPerDayOf, planJobs } from './jobs';
import { lineAt } from './network';
import { DAY_MS, type JobPlan } from './plan';
import { nominalRates } from './rates';

const network = girondeNetwork();
const BUSY = 800;
const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
const days = seeds.map((seed) => planJobs(network, seed, 0, BUSY, nominalRates));
const all = days.flat();

describe('the plan of a day', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planJobs(network, 1, 0, BUSY, nominalRates)).toEqual(days[0]);
    expect(days[1]).not.toEqual(days[0]);
    expect(planFaults(network, 1, 0, nominalRates.faults)).toEqual(planFaults(network, 1, 0, nominalRates.faults));
  });

  it('keeps every job that it has when the day gets busier', () => {
    const few = new Map(planJobs(network, 1, 0, 100, nominalRates).map((job) => [job.key, job]));
    const kept = (days[0] ?? []).filter((job) => few.has(job.key));
    expect(kept).toHaveLength(100);
    for (const job of kept) expect(job).toEqual(few.get(job.key));
  });

  it('brings about 234 jobs to 200,000 lines', () => {
    expect(jobsPerDayOf(network, nominalRates.jobs)).toBeGreaterThan(220);
    expect(jobsPerDayOf(network, nominalRates.jobs)).toBeLessThan(250);
  });

  it('lasts as long as interop.md says: repairs 2 h, connections 4 h', () => {
    const median = (jobs: readonly JobPlan[]): number => {
      const lengths = jobs.map((job) => job.workEndsAt - job.startsAt).sort((a, b) => a - b);
      return (lengths[lengths.length >> 1] ?? 0) / 3_600_000;
    };
    expect(median(all.filter((job) => job.nature.startsWith('4')))).toBeCloseTo(2, 0.9);
    expect(median(all.filter((job) => job.nature.startsWith('2') || job.nature === '1'))).toBeCloseTo(4, 0.9);
  });

  it('cuts neighbours in 3–8 % of the jobs, half of them at the messy PMs', () => {
    const cutting = all.filter((job) => job.cuts.length > 0);
    expect(cutting.length / all.length).toBeGreaterThan(0.04);
    expect(cutting.length / all.length).toBeLessThan(0.07);
    for (const [i, jobs] of days.entries()) {
      const perPm = new Map<number, number>();
      // The messy PMs of a seed: those with the most cuts over some of its days.
      const cuts = [0, 1, 2, 3].flatMap((day) =>
        planJobs(network, seeds[i] ?? 0, day, BUSY, nominalRates).filter((job) => job.cuts.length > 0),
      );
      for (const { pmIndex } of cuts) perPm.set(pmIndex, (perPm.get(pmIndex) ?? 0) + 1);
      const worst = [...perPm.values()].sort((a, b) => b - a).slice(0, Math.round(network.pms.length * 0.025));
      expect(worst.reduce((sum, count) => sum + count, 0) / cuts.length).toBeGreaterThan(0.4);
      expect(jobs.length).toBe(BUSY);
      if (i === 1) break;
    }
  });

  it('never cuts the line that the job is about, nor a line twice at once', () => {
    for (const job of all) {
      for (const { lines, at } of job.cuts) {
        expect(at).toBeGreaterThan(job.startsAt);
        expect(at).toBeLessThan(job.workEndsAt);
        const places = lines.map(({ pmIndex, index }) => `${pmIndex}/${index}`);
        expect(new Set(places).size).toBe(places.length);
        expect(places).not.toContain(`${job.workplace.pmIndex}/${job.workplace.index}`);
        for (const place of lines) expect(lineAt(network, place).line.pmRef).toBe(network.pms[job.pmIndex]?.pmRef);
      }
    }
  });

  it('works on a line of the ordering operator where M1 names a PTO', () => {
    for (const job of all.filter(({ names }) => names === 'pto')) {
      expect(lineAt(network, job.workplace).operatorCode).toBe(job.orderingOperatorCode);
    }
  });

  it('orders by the shares of the table, every cause of a cut included', () => {
    const share = (code: string): number => all.filter((job) => job.orderingOperatorCode === code).length / all.length;
    for (const [code, wanted] of Object.entries(nominalRates.jobs.orderingShares)) {
      expect(Math.abs(share(code) - wanted)).toBeLessThan(0.05);
    }
    const causes = new Set(all.flatMap((job) => job.cuts.map(({ cause }) => cause)));
    expect([...causes].sort()).toEqual(['CABLE', 'MODULE', 'PATCH']);
  });

  it('brings faults at the rates of the table', () => {
    const lineCount = network.pms.reduce((sum, pm) => sum + pm.lineCount, 0);
    const { faults } = nominalRates;
    const plans = seeds.flatMap((seed) => planFaults(network, seed, 0, faults));
    const perDay = (kind: string): number => plans.filter((fault) => fault.kind === kind).length / seeds.length;
    const powerOffs = faults.powerOffPerLineDay * lineCount + faults.outagePerPmDay * network.pms.length;
    expect(perDay('power-off') / powerOffs).toBeCloseTo(1, 1);
    expect(Math.abs(perDay('fibre-fault') - faults.fibreFaultPerLineDay * lineCount)).toBeLessThan(6);
    expect(Math.abs(perDay('flapping') - faults.flappingPerLineDay * lineCount)).toBeLessThan(4);
    for (const fault of plans) {
      expect(fault.endsAt).toBeGreaterThanOrEqual(fault.kind === 'long-down' ? 0 : fault.at);
      if (fault.kind !== 'long-down') expect(fault.at).toBeLessThan(DAY_MS);
    }
  });
});
