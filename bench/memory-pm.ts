import { assess } from '@shared/domain/impact/assess';
import type { JobAtPm } from '@shared/domain/impact/assessment';
import { type LineWatch, lastCut } from '@shared/domain/impact/line-watch';
import type { TestAnswer } from '@shared/domain/intervention';
import { natureFamilyOf } from '@shared/domain/nature';
import type { Timings } from '@shared/domain/timings';
import { changeOf, downNow, type OutageLine, type StandingOutage } from '../src-hub/engine/outage-change';
import { pilot } from '../src-sim/wire/grants';
import type { Inventory, OwnedLine } from './inventory';

/** One PM as `MemoryHub` keeps it: its jobs and what is known of each line that was ever lost. */
export interface MemoryPm {
  readonly pmRef: string;
  readonly jobs: MemoryJob[];
  readonly watches: Map<OwnedLine, LineWatch>;
}

export interface MemoryJob {
  readonly infraRef: string;
  readonly infraOperatorCode: string;
  readonly orderingOperatorCode: string;
  readonly orderingRef: string;
  readonly pmRef: string;
  readonly nature: string;
  readonly place: Partial<JobAtPm>;
  readonly startedAt: number;
  endedAt: number | null;
  closedAt: number | null;
  /** When tests were asked for, in order. */
  readonly tests: number[];
  /** By impacted operator. */
  readonly outages: Map<string, StandingOutage>;
  /** To the last test. */
  answers: readonly TestAnswer[];
}

/** As src-hub/engine's loadScenes and reassess: who cut what at a PM where a job is live or left an open outage. */
export function assessPm(pm: MemoryPm, inventory: Inventory, timings: Timings): void {
  const isLive = (job: MemoryJob) =>
    job.closedAt === null || [...job.outages.values()].some(({ closing }) => closing === null);
  const earliestLive = earliestStart(pm.jobs.filter(isLive));
  const jobs = pm.jobs.filter(({ closedAt }) => closedAt === null || closedAt >= earliestLive);
  if (jobs.length === 0) return;
  const since = earliestStart(jobs);
  const watched = [...pm.watches].filter(
    ([, watch]) => watch.status === 'down' || (lastCut(watch)?.lostAt ?? Number.NEGATIVE_INFINITY) >= since,
  );
  const assessment = assess({
    jobs: jobs.map(({ infraRef, startedAt, endedAt, closedAt, place, tests }) => ({
      ...place,
      infraRef,
      startedAt,
      endedAt,
      closedAt,
      firstTestAt: tests[0] ?? null,
    })),
    knownWorks: [],
    lines: watched.map(([line, watch]) => ({ ...line, watch })),
    pons: inventory.ponsOf(
      pm.pmRef,
      watched.map(([line]) => line),
    ),
    timings,
  });
  const routes = new Map(watched.map(([line]) => [line.ptoRef, line]));
  jobs.forEach((job, j) => {
    for (const operatorCode of inventory.operatorsAt(pm.pmRef)) {
      const impact = assessment[j]?.operators.find((one) => one.operatorCode === operatorCode);
      const lines = (impact?.lines ?? []).flatMap((line): OutageLine[] => {
        const route = routes.get(line.ptoRef);
        return route === undefined ? [] : [{ ...line, route }];
      });
      const before = job.outages.get(operatorCode) ?? null;
      // What a closed job left closed stays as it was judged: its rivals of then may no longer be here.
      if (job.closedAt !== null && (before === null || before.closing !== null)) continue;
      const fact = { lines, attribution: impact?.attribution ?? null };
      const change = changeOf(before, fact, job.closedAt !== null);
      if (change === null) continue;
      const attribution = fact.attribution ?? before?.attribution ?? null;
      job.outages.set(operatorCode, { lines, attribution, closing: change.closing });
    }
  });
}

function earliestStart(jobs: readonly MemoryJob[]): number {
  return Math.min(...jobs.map(({ startedAt }) => startedAt));
}

/** Each operator's answer to the last test, with the consents of the pilot. */
export function answersOf(job: MemoryJob, now: number): readonly TestAnswer[] {
  const mayAsk = pilot.to.some((code) => code === job.orderingOperatorCode);
  const isGranted = mayAsk && natureFamilyOf(job.nature) !== 'unknown';
  return [...job.outages].map(([impactedOperatorCode, { lines }]) => ({
    testNumber: job.tests.length,
    isClosingTest: false,
    impactedOperatorCode,
    repairAllowed: isGranted && pilot.grantedBy.some((code) => code === impactedOperatorCode),
    receivedAt: new Date(now).toISOString(),
    impactedLines: downNow(lines).map(({ ptoRef, changedAt, route }) => ({
      pboRef: route.pboRef,
      pmModuleName: route.pmModuleName,
      pmModulePosition: route.pmModulePosition,
      splitterPosition: route.splitterPosition,
      tube: route.tube,
      fibre: route.fibre,
      ptoRef,
      changedAt: new Date(changedAt).toISOString(),
      reservedByInfra: false,
    })),
    restoredPtoRefs: [],
  }));
}
