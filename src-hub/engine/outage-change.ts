import type { AssessedLine } from '@shared/domain/impact/assessment';
import type { LineRoute } from '@shared/domain/line';
import type { Attribution, closings } from '@shared/domain/outage';
import type { LifeEvent } from '@shared/domain/outage-life';

export type Closing = (typeof closings)[number];

/** A line of an outage as `outages.lines` keeps it: instants in milliseconds, and the route it had then. */
export interface OutageLine extends AssessedLine {
  readonly route: LineRoute;
}

/** What is known of one outage. */
export interface OutageFact {
  readonly lines: readonly OutageLine[];
  /** Null: the alarms give the job no line of this operator. */
  readonly attribution: Attribution | null;
}

export interface StandingOutage extends OutageFact {
  readonly closing: Closing | null;
}

/** What a new assessment changes; the desks live through `events` in this order. */
export interface OutageChange {
  readonly events: readonly LifeEvent[];
  readonly victims: readonly OutageLine[];
  readonly lostAgain: readonly OutageLine[];
  readonly back: readonly OutageLine[];
  readonly downCount: number;
  readonly closing: Closing | null;
}

/** The job's lines: blamed on it, or possibly its doing. */
export function ofTheJob(lines: readonly OutageLine[]): readonly OutageLine[] {
  return lines.filter((line) => line.blame !== 'no');
}

/**
 * Whether a line's loss is attributed to the job: more likely than not its doing, and no other job's. From then on the
 * ordering operator sees it; of the rest it learns by M6TX alone.
 */
export function attributed({ blame, ambiguous, confidence }: OutageLine): boolean {
  return blame === 'yes' || (blame === 'possible' && !ambiguous && confidence >= 0.5);
}

/**
 * What is believed of lines that are given to no job because works explain them: that they do. Null: works explain none.
 */
export function explainedByWorks(lines: readonly OutageLine[]): Attribution | null {
  const explained = lines.filter((line) => line.cause === 'known-works');
  if (explained.length === 0) return null;
  return {
    confidence: Math.max(...explained.map((line) => line.confidence)),
    ambiguous: explained.some((line) => line.ambiguous),
    reasons: [{ code: 'known-works', count: explained.length }],
  };
}

/** The job's lines without light now. */
export function downNow(lines: readonly OutageLine[]): readonly OutageLine[] {
  return ofTheJob(lines).filter((line) => line.state === 'down');
}

/**
 * From what stood to what the alarms now say. Null: there is no outage, as nothing is the job's, or as the job was over
 * before anything was known. `over`: the closing test has been answered, so "all up" needs no further confirmation.
 */
export function changeOf(before: StandingOutage | null, now: OutageFact, over: boolean): OutageChange | null {
  const down = downNow(now.lines);
  if (before === null) {
    if (now.attribution === null || over) return null;
    const events: LifeEvent[] = down.length === 0 ? ['new-victim', 'all-restored'] : ['new-victim'];
    return { events, victims: ofTheJob(now.lines), lostAgain: [], back: [], downCount: down.length, closing: null };
  }
  const known = new Map(ofTheJob(before.lines).map((line) => [line.ptoRef, line]));
  const victims = down.filter((line) => !known.has(line.ptoRef));
  const lostAgain = down.filter((line) => (known.get(line.ptoRef)?.state ?? 'down') !== 'down');
  const wereDown = downNow(before.lines);
  // As they are now: what is told of is the moment of their return, not of their loss.
  const back = now.lines.filter(
    (line) => line.state === 'restored' && wereDown.some(({ ptoRef }) => ptoRef === line.ptoRef),
  );

  const events: LifeEvent[] = [];
  if (victims.length > 0) events.push('new-victim');
  else if (lostAgain.length > 0) events.push('lost-again');
  else if (wereDown.length > 0 && down.length === 0) events.push('all-restored');

  // A dismissal, or any other end, spoke of the lines known then.
  let closing = victims.length > 0 ? null : before.closing;
  if (closing === null && down.length === 0 && (now.attribution === null || over)) {
    closing = now.attribution === null ? 'withdrawn' : 'restored';
    events.push('confirmed');
  }
  return { events, victims, lostAgain, back, downCount: down.length, closing };
}
