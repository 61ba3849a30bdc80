import { type Heard, silent } from './freshness';
import { BLAME_THRESHOLD } from './impact/assessment';
import { type Cut, type LineWatch, lastCut } from './impact/line-watch';
import type { NatureFamily } from './nature';
import type { Outage } from './outage';
import type { Timings } from './timings';
import type { Evidence, Verdict } from './verdict';

/** A job at the line's PM, as the line's own operator may know it. Instants are milliseconds since 1970. */
export interface JobSeen {
  readonly infraRef: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly natureFamily: NatureFamily;
}

export interface VerdictFacts {
  readonly ptoRef: string;
  readonly pmRef: string;
  /** Undefined: no alarm ever heard of this line. */
  readonly watch: LineWatch | undefined;
  /** Outages of the line's own operator at this PM, as that operator sees them. */
  readonly outages: readonly Outage[];
  /** Jobs at the PM that are open, or ended not long ago. */
  readonly jobs: readonly JobSeen[];
  /** Works at the PM were under way when the line was lost. */
  readonly knownWorks: boolean;
  /** The alarm source of the line's own operator. */
  readonly source: Heard;
}

/**
 * Hotline's answer: is this customer's outage due to a neighbour's job (desk.md)?
 * - yes: the line is down in an outage whose confidence for this line is at least `BLAME_THRESHOLD`
 * - no: it is up, or down for a reason of its own
 * - unknown: the alarms are silent, or the evidence does not decide
 *
 * @param now milliseconds since 1970, by the hub's clock
 */
export function verdictOf(facts: VerdictFacts, now: number, timings: Timings): Verdict {
  const { ptoRef, pmRef, source } = facts;
  return { ptoRef, pmRef, dataAgeSeconds: ageSeconds(source, now), ...answer(facts, now, timings) };
}

type Answer = Omit<Verdict, 'ptoRef' | 'pmRef' | 'dataAgeSeconds'>;

function answer(facts: VerdictFacts, now: number, timings: Timings): Answer {
  const { source, watch } = facts;
  // A silent source may hide a loss as well as a return: nothing it said before is an answer now.
  if (silent(source, now)) {
    const lastHeard = source.lastHeardAt === null ? {} : { at: source.lastHeardAt };
    return { verdict: 'unknown', evidence: [{ code: 'source-silent', ...lastHeard }] };
  }
  const cut = watch === undefined ? undefined : lastCut(watch);
  if (cut === undefined) return { verdict: 'no', evidence: [{ code: 'line-up' }] };
  const named = facts.outages.filter(({ lines }) => lines.some(({ ptoRef }) => ptoRef === facts.ptoRef));
  if (cut.restoredAt !== null) return upAgain(iso(cut.restoredAt), named);
  const blamed = strongest(facts.ptoRef, named);
  const why = blamed === undefined ? withoutOutage(facts, cut) : inOutage(facts, blamed, timings);
  const since = iso(cut.lostAt);
  return { since, ...why, evidence: [{ code: 'line-down', at: since }, ...why.evidence] };
}

interface BlamedLine {
  readonly outage: Outage;
  readonly confidence: number;
}

/** The standing outage that speaks loudest for this line being cut; a dismissed one speaks no more. */
function strongest(ptoRef: string, outages: readonly Outage[]): BlamedLine | undefined {
  return outages
    .filter(({ closing }) => closing !== 'dismissed')
    .flatMap((outage) =>
      outage.lines
        .filter((line) => line.ptoRef === ptoRef && line.state === 'down')
        .map(({ confidence }) => ({ outage, confidence })),
    )
    .sort((a, b) => b.confidence - a.confidence)[0];
}

function inOutage(facts: VerdictFacts, { outage, confidence }: BlamedLine, timings: Timings): Answer {
  const { infraRef, attribution, interventionEndedAt } = outage;
  const job = facts.jobs.find((candidate) => candidate.infraRef === infraRef);
  const told = {
    confidence,
    repairAllowed: outage.consent.allowed,
    ...(job === undefined || job.endedAt !== null ? {} : { expectedEnd: iso(usualEnd(job, timings)) }),
  };
  if (attribution.ambiguous) {
    return { ...told, verdict: 'unknown', evidence: [{ code: 'ambiguous-jobs', count: facts.jobs.length }] };
  }
  if (confidence < BLAME_THRESHOLD) {
    return { ...told, verdict: 'unknown', evidence: [{ code: 'job-open-at-pm', infraRef }] };
  }
  const cutBy: Evidence =
    interventionEndedAt === null
      ? { code: 'cut-by-open-job', infraRef }
      : { code: 'cut-by-ended-job', infraRef, at: interventionEndedAt };
  return { ...told, verdict: 'yes', evidence: [cutBy] };
}

/** Down, and no outage speaks for it: its own reason if one is known, else whether a job could have done it at all. */
function withoutOutage({ jobs, knownWorks }: VerdictFacts, { lostAt, gaspAt, lossKind }: Cut): Answer {
  if (gaspAt !== null) return no({ code: 'power-off', at: iso(gaspAt) });
  if (lossKind === 'pon') return no({ code: 'pon-failure' });
  if (knownWorks) return no({ code: 'known-works' });
  if (jobs.length === 0) return no({ code: 'no-job-at-pm' });
  const before = jobs.filter((job) => lostAt < job.startedAt);
  if (before.length === jobs.length) return no({ code: 'down-before-job', count: jobs.length });
  return { verdict: 'unknown', evidence: [{ code: 'job-open-at-pm', count: jobs.length - before.length }] };
}

function no(evidence: Evidence): Answer {
  return { verdict: 'no', evidence: [evidence] };
}

function upAgain(at: string, outages: readonly Outage[]): Answer {
  const restored = outages.map(({ infraRef }): Evidence => ({ code: 'restored', at, infraRef }));
  return { verdict: 'no', evidence: [{ code: 'line-up', at }, ...restored] };
}

/** An estimate: nobody promised it. Of a job whose nature is not given, the longer of the two. */
function usualEnd({ startedAt, natureFamily }: JobSeen, timings: Timings): number {
  return startedAt + (natureFamily === 'repair' ? timings.usualRepairMs : timings.usualConnectionMs);
}

function ageSeconds({ lastHeardAt }: Heard, now: number): number | null {
  return lastHeardAt === null ? null : Math.max(0, (now - Date.parse(lastHeardAt)) / 1000);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
