import type { Intervention } from '@shared/domain/intervention';
import type { FieldLine } from './lines';
import { tallyOf } from './order';

/** Why an act has to wait; `until` in milliseconds since 1970, by the hub's clock. */
export type Hindrance =
  | { readonly kind: 'offline' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'testing' }
  | { readonly kind: 'too-soon'; readonly until: number }
  | { readonly kind: 'no-tests-left' }
  | { readonly kind: 'no-test-yet' }
  /** The job follows Lot 1: its operators are asked once, after the end. */
  | { readonly kind: 'no-tests-here' }
  | { readonly kind: 'job-over' };

/** Where the page stands when somebody would act. */
export interface Moment {
  /** Whether the hub is heard. */
  readonly live: boolean;
  /** Whether an act of this page is on its way. */
  readonly busy: boolean;
  /** Milliseconds since 1970, by the hub's clock. */
  readonly now: number;
  /** When this page last asked for a test; null: not since it was opened. */
  readonly lastTestAt: number | null;
}

/** The protocol's limits as the hub holds them (GET /api/field/setting). */
export interface Limits {
  readonly testSpacingMs: number;
  readonly maxTests: number;
}

const over = ({ state }: Intervention): boolean => state === 'ended' || state === 'closed';

/** Why no test may be asked for now; null: one may. A new one waits for the answers to the last, and for X. */
export function testHindrance(job: Intervention, moment: Moment, limits: Limits): Hindrance | null {
  if (over(job)) return { kind: 'job-over' };
  if (job.noTests !== undefined) return { kind: 'no-tests-here' };
  if (!moment.live) return { kind: 'offline' };
  if (moment.busy) return { kind: 'busy' };
  if (job.state === 'testing') return { kind: 'testing' };
  if (job.testCount >= limits.maxTests) return { kind: 'no-tests-left' };
  if (job.testCount === 0) return null;
  const until = lastTestOf(job, moment.lastTestAt) + limits.testSpacingMs;
  return moment.now < until ? { kind: 'too-soon', until } : null;
}

/** When the last test was asked for, or the latest that it can have been: its answers came after it. */
function lastTestOf(job: Intervention, own: number | null): number {
  const answered = (job.answers ?? [])
    .filter(({ testNumber, isClosingTest }) => !isClosingTest && testNumber === job.testCount)
    .map(({ receivedAt }) => Date.parse(receivedAt));
  const first = answered.length > 0 ? Math.min(...answered) : Number.NEGATIVE_INFINITY;
  return own !== null && own > Date.parse(job.startedAt) ? own : first;
}

/** Why the job may not be ended now, whatever the lines; null: it may. */
export function endHindrance(job: Intervention, moment: Moment): Hindrance | null {
  if (over(job)) return { kind: 'job-over' };
  if (!moment.live) return { kind: 'offline' };
  if (moment.busy) return { kind: 'busy' };
  if (job.testCount === 0 && job.noTests === undefined) return { kind: 'no-test-yet' };
  return null;
}

/** What should keep a technician from leaving: he may go on only with a reason. */
export type Stop =
  | { readonly kind: 'answers-awaited'; readonly testNumber: number }
  | { readonly kind: 'lines-down'; readonly down: number; readonly repair: number; readonly leave: number };

export function stopsBeforeEnd(job: Intervention, lines: readonly FieldLine[]): readonly Stop[] {
  const { down, repair, leave } = tallyOf(lines);
  return [
    ...(job.state === 'testing' ? [{ kind: 'answers-awaited', testNumber: job.testCount } as const] : []),
    ...(down > 0 ? [{ kind: 'lines-down', down, repair, leave } as const] : []),
  ];
}
