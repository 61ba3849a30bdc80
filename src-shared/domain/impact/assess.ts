import type { LineState, Reason } from '../outage';
import { FLAPPING_CUTS, type Timings } from '../timings';
import {
  type AssessedLine,
  type AssessInput,
  type Assessment,
  BLAME_THRESHOLD,
  type Blame,
  type JobAtPm,
  type LineAtPm,
  type OperatorImpact,
  POSSIBLE_THRESHOLD,
} from './assessment';
import { attributionOf } from './attribution';
import type { Burst } from './bursts';
import { AMBIGUOUS_CAP, CLEAR_SHARE, KNOWN_WORKS_CAP, RIVAL_CAP, weights } from './evidence';
import { type Finding, finder } from './finding';
import { type Cut, shortCutsBetween } from './line-watch';
import { type Nearness, placeReader } from './place';

/**
 * Who cut what at one PM (interop.md, How a cut is seen; architecture.md, decision 6). For each job, every line that was
 * without light in its window, `startedAt` to `closingDelayMs` after `endedAt`, and how sure it is that this job did it.
 *
 * Jobs whose windows hold a loss are rival explanations of it, beside "none of them": with the odds of each (evidence.ts)
 * a job's confidence is its odds ÷ (1 + the odds of all). So one clear job keeps its confidence, and two equal ones
 * never reach one half. Pure; the order of lines does not matter; a job that no loss falls to changes nothing.
 */
export function assess(input: AssessInput): Assessment {
  const windows = input.jobs.map((job) => windowOf(job, input.timings));
  const find = finder(input);
  const listed = windows.map(() => new Map<string, AssessedLine[]>());

  for (const line of input.lines) {
    const weighed = line.watch.cuts.map((cut) => weighCut(cut, find(cut), line, windows, input.timings));
    for (const [j, operators] of listed.entries()) {
      const window = windows[j];
      const found = window === undefined ? null : listLine(line, window, j, weighed, input.timings);
      if (found === null) continue;
      const lines = operators.get(line.operatorCode);
      if (lines === undefined) operators.set(line.operatorCode, [found]);
      else lines.push(found);
    }
  }
  return input.jobs.map(({ infraRef }, j) => ({ infraRef, operators: impactsOf(listed[j]) }));
}

/** A job and when what happens at the PM may be its doing; both ends included. */
interface JobWindow {
  readonly job: JobAtPm;
  readonly from: number;
  readonly to: number;
  readonly placeOf: (together: Burst) => Nearness;
}

function windowOf(job: JobAtPm, { closingDelayMs }: Timings): JobWindow {
  const afterEnd = job.endedAt === null ? Number.POSITIVE_INFINITY : job.endedAt + closingDelayMs;
  return { job, from: job.startedAt, to: Math.min(afterEnd, job.closedAt ?? afterEnd), placeOf: placeReader(job) };
}

function impactsOf(operators: ReadonlyMap<string, readonly AssessedLine[]> | undefined): readonly OperatorImpact[] {
  return [...(operators ?? [])]
    .map(([operatorCode, unsorted]) => {
      const lines = [...unsorted].sort((a, b) => order(a.ptoRef, b.ptoRef));
      return { operatorCode, lines, attribution: attributionOf(lines) };
    })
    .sort((a, b) => order(a.operatorCode, b.operatorCode));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** One cut of a line, and what it says of each job, in their order; null for those in whose window it did not begin. */
interface WeighedCut {
  readonly cut: Cut;
  readonly finding: Finding;
  readonly rivals: readonly (Rival | null)[];
}

type Rival = Pick<AssessedLine, 'confidence' | 'blame' | 'ambiguous' | 'reasons'>;

const noRivals: readonly null[] = [];

function weighCut(
  cut: Cut,
  finding: Finding,
  line: LineAtPm,
  windows: readonly JobWindow[],
  timings: Timings,
): WeighedCut {
  const { odds, together } = finding;
  if (odds === null || together === null) return { cut, finding, rivals: noRivals };
  const back = returnOf(cut, windows, timings);
  const ownReasons = back === null ? finding.reasons : [...finding.reasons, { code: back.code }];
  const candidates = windows.map((window) => {
    if (cut.lostAt < window.from || cut.lostAt > window.to) return null;
    const place = window.placeOf(together);
    const { weight, flapping, reasons } = forJob(cut, line, place, window, timings);
    // A line that flaps comes back by itself, to a box that was on: that shows nothing.
    const returned = (back?.weight ?? 0) * (1 - flapping);
    return { odds: Math.exp(odds + weight + returned), unplaced: place === 'unknown', reasons };
  });
  const field = fieldOf(candidates);
  return {
    cut,
    finding,
    rivals: candidates.map((one) => (one === null ? null : rivalOf(one, field, ownReasons, finding.duringWorks))),
  };
}

interface Candidate {
  readonly odds: number;
  /** Nobody knows where it works: it may be right there. */
  readonly unplaced: boolean;
  readonly reasons: readonly Reason[];
}

/** All jobs that a cut may be of, together. */
interface Field {
  readonly total: number;
  /** None of them is clearly the one: several are as likely, or one of several is not placed. */
  readonly contested: boolean;
  readonly hasRivals: boolean;
  readonly among: Reason;
}

const onlyJob: Reason = { code: 'only-job-at-pm' };

function fieldOf(candidates: readonly (Candidate | null)[]): Field {
  let [total, highest, count, unplaced] = [0, 0, 0, false];
  for (const candidate of candidates) {
    if (candidate === null) continue;
    total += candidate.odds;
    highest = Math.max(highest, candidate.odds);
    count += 1;
    unplaced ||= candidate.unplaced;
  }
  return {
    total,
    contested: highest < total * CLEAR_SHARE || (unplaced && count > 1),
    hasRivals: count > 1,
    among: count === 1 ? onlyJob : { code: 'several-jobs-at-pm', count },
  };
}

function rivalOf(
  { odds, unplaced, reasons }: Candidate,
  { total, contested, hasRivals, among }: Field,
  ownReasons: readonly Reason[],
  duringWorks: boolean,
): Rival {
  const ambiguous = contested && (unplaced || odds >= total * (1 - CLEAR_SHARE));
  const rivalCap = hasRivals ? RIVAL_CAP : 1;
  const cap = Math.min(ambiguous ? AMBIGUOUS_CAP : rivalCap, duringWorks ? KNOWN_WORKS_CAP : 1);
  const confidence = Math.min(odds / (1 + total), cap);
  // Whichever of them it was: each is shown as possible where one of them together is.
  const shared = ambiguous && !duringWorks ? total / (1 + total) : confidence;
  return { confidence, blame: blameOf(confidence, shared), ambiguous, reasons: [...ownReasons, ...reasons, among] };
}

function blameOf(confidence: number, shared: number): Blame {
  if (confidence >= BLAME_THRESHOLD) return 'yes';
  return confidence >= POSSIBLE_THRESHOLD || shared >= POSSIBLE_THRESHOLD ? 'possible' : 'no';
}

const byNearness: Readonly<Record<Nearness, { readonly weight: number; readonly reasons: readonly Reason[] }>> = {
  adjacent: { weight: weights.adjacent, reasons: [{ code: 'near-the-job' }] },
  reach: { weight: weights.reach, reasons: [{ code: 'near-the-job' }] },
  module: { weight: weights.module, reasons: [] },
  far: { weight: weights.far, reasons: [{ code: 'far-from-the-job' }] },
  unknown: { weight: 0, reasons: [] },
};

/** What the place and the moment say for one job. */
function forJob(cut: Cut, line: LineAtPm, place: Nearness, { job, from, to }: JobWindow, timings: Timings) {
  let { weight, reasons } = byNearness[place];
  let flapping = 0;
  // A line that flaps has one cause for all of its cuts, the first as the last.
  const before = shortCutsBetween(line.watch, Number.NEGATIVE_INFINITY, from, timings);
  const during = shortCutsBetween(line.watch, from, to, timings);
  if (before > 0 || during >= FLAPPING_CUTS) {
    flapping = during >= FLAPPING_CUTS ? 1 : Math.min(before / FLAPPING_CUTS, 1);
    weight += weights.flapping * flapping;
    reasons = [...reasons, { code: 'flapping', count: before + during }];
  }
  if (job.endedAt !== null && cut.lostAt > job.endedAt) {
    weight += weights.afterTheEnd;
    reasons = [...reasons, { code: 'after-the-end' }];
  }
  return { weight, flapping, reasons };
}

/** What the return of the light says: by the box, where the OLT read how long it had been on; else by its moment. */
function returnOf(
  cut: Cut,
  windows: readonly JobWindow[],
  timings: Timings,
): { readonly weight: number; readonly code: Reason['code'] } | null {
  if (cut.box === 'was-on') return { weight: wasOnWeight(cut, timings), code: 'box-was-on' };
  if (cut.box === 'just-started') return { weight: weights.boxJustStarted, code: 'box-just-started' };
  return isBackUnasked(cut, windows, timings) ? { weight: weights.backUnasked, code: 'back-unasked' } : null;
}

/** The fibre was lost, not the power: a cord if it was put back soon, whatever broke if not, a bad connector if at once. */
function wasOnWeight({ lostAt, restoredAt }: Cut, { shortCutMs, soonestSpliceMs }: Timings): number {
  const length = (restoredAt ?? lostAt) - lostAt;
  if (length < shortCutMs) return 0;
  return length < soonestSpliceMs ? weights.putBack : weights.mended;
}

/**
 * Whether the line came back with nobody's doing: before a test told any technician at the PM of it, too late for a slip
 * that he saw himself, and too soon for a crew of its operator's.
 */
function isBackUnasked({ lostAt, restoredAt }: Cut, windows: readonly JobWindow[], timings: Timings): boolean {
  if (restoredAt === null) return false;
  const length = restoredAt - lostAt;
  if (length <= timings.seenSlipMs || length >= timings.soonestCrewMs) return false;
  return windows.every(({ job: { firstTestAt, endedAt } }) => {
    const wasGone = endedAt !== null && endedAt < lostAt;
    return wasGone || (firstTestAt ?? Number.POSITIVE_INFINITY) > restoredAt;
  });
}

/**
 * A line as one job's record lists it, or null if it had light all through the window. Of several cuts the latest
 * speaks, unless it is not the job's and an earlier one is: what was cut and repaired stays the job's when, later,
 * the customer switches off.
 */
function listLine(
  line: LineAtPm,
  { job, from, to }: JobWindow,
  jobIndex: number,
  cuts: readonly WeighedCut[],
  timings: Timings,
): AssessedLine | null {
  if (line.ptoRef === job.ownPtoRef) return null;
  let speaking: WeighedCut | undefined;
  for (let i = cuts.length - 1; i >= 0; i--) {
    const weighed = cuts[i];
    if (weighed === undefined || weighed.cut.lostAt > to) continue;
    if (weighed.cut.restoredAt !== null && weighed.cut.restoredAt <= from) continue;
    speaking ??= weighed;
    if ((weighed.rivals[jobIndex]?.blame ?? 'no') === 'no') continue;
    speaking = weighed;
    break;
  }
  if (speaking === undefined) return null;
  const { cut, finding } = speaking;
  const rival = speaking.rivals[jobIndex] ?? undefined;
  const unblamed = finding.odds === null ? finding : { cause: 'unknown' as const, reasons: [] };
  return {
    ptoRef: line.ptoRef,
    state: stateOf(cut, from),
    cause: rival === undefined ? unblamed.cause : finding.cause,
    changedAt: cut.restoredAt ?? cut.lostAt,
    lostAt: cut.lostAt,
    heardAt: line.watch.heardAt,
    confidence: rival?.confidence ?? 0,
    blame: rival?.blame ?? 'no',
    ambiguous: rival?.ambiguous ?? false,
    shortCuts: shortCutsBetween(line.watch, from, Number.POSITIVE_INFINITY, timings),
    reasons: rival?.reasons ?? unblamed.reasons,
  };
}

function stateOf({ lostAt, restoredAt, gaspAt }: Cut, from: number): LineState {
  if (restoredAt !== null) return 'restored';
  if (lostAt < from) return 'already-down';
  return gaspAt === null ? 'down' : 'switched-off';
}
