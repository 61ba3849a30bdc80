import type { OperatorCode, PtoRef } from '@shared/domain/codes';
import type { AnsweredLine, Intervention, TestAnswer } from '@shared/domain/intervention';
import type { LineRoute } from '@shared/domain/line';
import type { ConsentRule, Outage } from '@shared/domain/outage';

/** What a technician may do with a line, and on whose word. Whatever is not `repair` is not to be touched. */
export type Standing =
  /** Allowed. `live`: the hub would tell of a revoke at once; else only the answer to the test speaks for it. */
  | {
      readonly kind: 'repair';
      readonly live: boolean;
      readonly testNumber: number | null;
      readonly answeredAt: string | null;
    }
  /** Not before a test: nobody answered for this line yet, or the operator agreed after it had answered. */
  | { readonly kind: 'ask'; readonly why: 'not-tested' | 'agreed-since' }
  /** A test is under way. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'leave'; readonly why: 'withdrawn' | 'job-over' | 'answered-no' | 'no-tests' | ConsentRule }
  /** In service again. */
  | { readonly kind: 'back' };

/** A line that went dark since the job began. */
export interface FieldLine {
  readonly ptoRef: PtoRef;
  readonly operatorCode: OperatorCode;
  /** Null: neither the answers nor the feed told it. */
  readonly route: LineRoute | null;
  /** When it took its state, by its operator's clock. */
  readonly changedAt: string;
  readonly standing: Standing;
}

/** What is known of one operator's lines in the job. */
interface Told {
  readonly job: Intervention;
  readonly outage: Outage | undefined;
  /** Its last answer to a test, the closing one included. */
  readonly last: TestAnswer | undefined;
  /** Its last answer that carries a consent: the closing test asks for none. */
  readonly consenting: TestAnswer | undefined;
  readonly testsLeft: boolean;
}

/**
 * The lines of a job, from the answers to its tests (M6TX) and the outages that the hub tells of live. A line may be
 * repaired only where its operator answered so and, as far as the hub can tell, still agrees: each can take away.
 *
 * @param outages of any job; those of others are left out
 */
export function linesOf(job: Intervention, outages: readonly Outage[], maxTests: number): readonly FieldLine[] {
  const own = outages.filter(({ infraRef }) => infraRef === job.infraRef);
  const answers = job.answers ?? [];
  const operators = new Set([
    ...own.map(({ impactedOperatorCode }) => impactedOperatorCode),
    ...answers.map(({ impactedOperatorCode }) => impactedOperatorCode),
  ]);
  return [...operators].flatMap((code) => {
    const outage = own.find(({ impactedOperatorCode }) => impactedOperatorCode === code);
    const given = answers.filter(({ impactedOperatorCode }) => impactedOperatorCode === code).sort(inOrder);
    const consenting = given.filter(({ isClosingTest }) => !isClosingTest).at(-1);
    return linesOfOperator(code, {
      job,
      outage,
      last: given.at(-1),
      consenting,
      testsLeft: job.testCount < maxTests,
    });
  });
}

const inOrder = (a: TestAnswer, b: TestAnswer): number =>
  Number(a.isClosingTest) - Number(b.isClosingTest) || a.testNumber - b.testNumber;

function linesOfOperator(operatorCode: OperatorCode, told: Told): FieldLine[] {
  const { outage, last } = told;
  // Its operator, or later alarms, say that it was not this job's doing.
  if (outage?.closing === 'dismissed' || outage?.closing === 'withdrawn') return [];
  const lines = new Map<PtoRef, FieldLine>();
  for (const line of last?.impactedLines ?? []) {
    lines.set(line.ptoRef, {
      ptoRef: line.ptoRef,
      operatorCode,
      route: line,
      changedAt: line.changedAt,
      standing: standingOf(line.ptoRef, told),
    });
  }
  for (const line of outage?.lines ?? []) {
    if (line.state !== 'down' && line.state !== 'restored') {
      lines.delete(line.ptoRef);
      continue;
    }
    lines.set(line.ptoRef, {
      ptoRef: line.ptoRef,
      operatorCode,
      route: answered(told, line.ptoRef) ?? line.route ?? null,
      changedAt: line.changedAt,
      standing: line.state === 'restored' ? { kind: 'back' } : standingOf(line.ptoRef, told),
    });
  }
  return [...lines.values()];
}

/** The line as an answer told it: the only place where the wire carries the cord's colour. */
function answered({ job, outage, last, consenting }: Told, ptoRef: PtoRef): AnsweredLine | undefined {
  const operatorCode = outage?.impactedOperatorCode ?? last?.impactedOperatorCode;
  const newestFirst = [consenting, last, ...(job.answers ?? []).slice().reverse()];
  return newestFirst
    .filter((answer) => answer?.impactedOperatorCode === operatorCode)
    .flatMap((answer) => answer?.impactedLines ?? [])
    .find((line) => line.ptoRef === ptoRef);
}

/** Of a line that is down. */
function standingOf(ptoRef: PtoRef, told: Told): Standing {
  const { job, outage, consenting, testsLeft } = told;
  if (job.state === 'ended' || job.state === 'closed') return { kind: 'leave', why: 'job-over' };
  const live = outage?.consent;
  if (live && !live.allowed) {
    const withdrawn = consenting?.repairAllowed === true && live.rule !== 'reserved-by-infra';
    return { kind: 'leave', why: withdrawn ? 'withdrawn' : live.rule };
  }
  // Nobody is asked in such a job, so nobody has agreed.
  if (job.noTests !== undefined) return { kind: 'leave', why: 'no-tests' };
  const line = consenting?.impactedLines.find((one) => one.ptoRef === ptoRef);
  if (line?.reservedByInfra) return { kind: 'leave', why: 'reserved-by-infra' };
  if (consenting?.repairAllowed && line) {
    const { testNumber, receivedAt } = consenting;
    return { kind: 'repair', live: live !== undefined, testNumber, answeredAt: receivedAt };
  }
  // No test is left to have it said on the wire: what the hub tells live stands.
  if (live && !testsLeft && job.state === 'open')
    return { kind: 'repair', live: true, testNumber: null, answeredAt: null };
  if (job.state === 'testing') return { kind: 'wait' };
  if (live) return { kind: 'ask', why: line ? 'agreed-since' : 'not-tested' };
  return line ? { kind: 'leave', why: 'answered-no' } : { kind: 'ask', why: 'not-tested' };
}
