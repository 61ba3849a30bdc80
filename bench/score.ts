import { HIGH_CONFIDENCE } from '@shared/domain/impact/assessment';
import type { Intervention } from '@shared/domain/intervention';
import type { ImpactedLine, Outage } from '@shared/domain/outage';
import type { TruthRow } from '../src-sim/truth';

/** What a day left behind: what was true, and what the hub tells the infrastructure operators. */
export interface DayRecord {
  readonly truth: readonly TruthRow[];
  readonly interventions: readonly JobRecord[];
  readonly outages: readonly OutageRecord[];
}

type JobRecord = Pick<Intervention, 'infraRef' | 'orderingRef' | 'pmRef' | 'startedAt' | 'endedAt'>;

interface OutageRecord extends Pick<Outage, 'infraRef' | 'attribution'> {
  readonly lines: readonly Pick<ImpactedLine, 'ptoRef' | 'state' | 'confidence' | 'cause'>[];
}

/**
 * A line that the hub blamed on a job that did not cut it, or did not blame on the one that did; `wrong-job`: another job
 * at the PM cut it.
 */
export interface Mistake {
  readonly kind: 'missed' | 'false-blame' | 'wrong-job';
  readonly ptoRef: string;
  readonly orderingRef: string;
  /** What really happened to the line. */
  readonly truth: string;
  readonly confidence: number | null;
  readonly cause: string | null;
  readonly reasons: string;
}

export interface Score {
  /** Lines cut by jobs that were alone at their PM, and lines blamed on such jobs. */
  readonly trueCuts: number;
  readonly blamed: number;
  readonly rightlyBlamed: number;
  /** Cuts by jobs that were not alone; of them, those listed in an outage that says it is ambiguous. */
  readonly sharedCuts: number;
  readonly sharedMarkedAmbiguous: number;
  /** … and those blamed with high confidence on the job that did it. */
  readonly sharedRightlyBlamed: number;
  /** Lines blamed on a job that did not cut them while another at the PM did; of them, those beyond doubt: must be 0. */
  readonly wrongJobBlamed: number;
  readonly wrongJobHighConfidence: number;
  readonly mistakes: readonly Mistake[];
}

interface Claim {
  readonly ptoRef: string;
  readonly orderingRef: string;
  readonly confidence: number;
  readonly cause: string;
  readonly ambiguous: boolean;
  readonly reasons: string;
}

/** Precision and recall of "this job cut this line" at `threshold`, over one day. */
export function scoreDay(record: DayRecord, threshold: number, closingDelayMs: number): Score {
  const alone = aloneJobs(record.interventions, closingDelayMs);
  const claims = claimsOf(record);
  const cuts = record.truth.flatMap((row) =>
    row.kind === 'cut' && row.orderingRef !== null ? [{ ptoRef: row.ptoRef, orderingRef: row.orderingRef }] : [],
  );
  const key = (pair: { readonly ptoRef: string; readonly orderingRef: string }): string =>
    `${pair.orderingRef} ${pair.ptoRef}`;
  const trulyCut = new Set(cuts.map(key));
  const cutByAny = new Set(cuts.map(({ ptoRef }) => ptoRef));
  const claimed = new Map(claims.map((claim) => [key(claim), claim]));
  const blamed = claims.filter(({ confidence }) => confidence >= threshold);
  const blamedAlone = blamed.filter(({ orderingRef }) => alone.has(orderingRef));
  const cutsAlone = [...new Map(cuts.map((cut) => [key(cut), cut])).values()].filter(({ orderingRef }) =>
    alone.has(orderingRef),
  );
  const cutsShared = cuts.filter(({ orderingRef }) => !alone.has(orderingRef));
  const missed = cutsAlone.filter((cut) => (claimed.get(key(cut))?.confidence ?? 0) < threshold);
  const falselyBlamed = blamedAlone.filter((claim) => !trulyCut.has(key(claim)));
  const wrongJob = blamed.filter((claim) => !trulyCut.has(key(claim)) && cutByAny.has(claim.ptoRef));
  const mistake = (kind: Mistake['kind'], pair: { ptoRef: string; orderingRef: string }): Mistake => {
    const claim = claimed.get(key(pair));
    return {
      kind,
      ptoRef: pair.ptoRef,
      orderingRef: pair.orderingRef,
      truth: storyOf(record.truth, pair.ptoRef),
      confidence: claim?.confidence ?? null,
      cause: claim?.cause ?? null,
      reasons: claim?.reasons ?? 'not listed',
    };
  };
  return {
    trueCuts: cutsAlone.length,
    blamed: blamedAlone.length,
    rightlyBlamed: blamedAlone.length - falselyBlamed.length,
    sharedCuts: cutsShared.length,
    sharedMarkedAmbiguous: cutsShared.filter(({ ptoRef }) =>
      claims.some((claim) => claim.ptoRef === ptoRef && claim.ambiguous),
    ).length,
    sharedRightlyBlamed: cutsShared.filter((cut) => (claimed.get(key(cut))?.confidence ?? 0) >= threshold).length,
    wrongJobBlamed: wrongJob.length,
    wrongJobHighConfidence: wrongJob.filter(({ confidence }) => confidence > HIGH_CONFIDENCE).length,
    mistakes: [
      ...missed.map((cut) => mistake('missed', cut)),
      ...falselyBlamed.map((claim) => mistake('false-blame', claim)),
      ...wrongJob.map((claim) => mistake('wrong-job', claim)),
    ],
  };
}

/** 1 where there was nothing to get wrong. */
export function precisionAndRecall(score: Pick<Score, 'trueCuts' | 'blamed' | 'rightlyBlamed'>): {
  readonly precision: number;
  readonly recall: number;
} {
  return {
    precision: score.blamed === 0 ? 1 : score.rightlyBlamed / score.blamed,
    recall: score.trueCuts === 0 ? 1 : score.rightlyBlamed / score.trueCuts,
  };
}

/** Jobs at whose PM no other job's window, closing test included, touches theirs. By orderingRef. */
function aloneJobs(interventions: readonly JobRecord[], closingDelayMs: number): ReadonlySet<string> {
  const endOf = (job: JobRecord): number =>
    job.endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(job.endedAt) + closingDelayMs;
  const byPm = new Map<string, JobRecord[]>();
  for (const job of interventions) byPm.set(job.pmRef, [...(byPm.get(job.pmRef) ?? []), job]);
  const alone = new Set<string>();
  for (const job of interventions) {
    const touched = (byPm.get(job.pmRef) ?? []).some(
      (other) =>
        other !== job && Date.parse(other.startedAt) <= endOf(job) && Date.parse(job.startedAt) <= endOf(other),
    );
    if (!touched && job.orderingRef !== undefined) alone.add(job.orderingRef);
  }
  return alone;
}

function claimsOf({ interventions, outages }: DayRecord): readonly Claim[] {
  const refs = new Map(interventions.map((job) => [job.infraRef, job.orderingRef]));
  return outages.flatMap((outage) => {
    const orderingRef = refs.get(outage.infraRef);
    if (orderingRef === undefined) return [];
    const reasons = outage.attribution.reasons.map(({ code }) => code).join(' ');
    return outage.lines
      .filter(({ state }) => state === 'down' || state === 'restored')
      .map(({ ptoRef, confidence, cause }) => ({
        ptoRef,
        orderingRef,
        confidence,
        cause,
        ambiguous: outage.attribution.ambiguous,
        reasons,
      }));
  });
}

function storyOf(truth: readonly TruthRow[], ptoRef: string): string {
  const rows = truth.filter((row) => row.ptoRef === ptoRef);
  return rows.map(({ at, kind, cause }) => `${at.slice(11, 19)} ${kind} ${cause}`).join(', ') || 'never down';
}
