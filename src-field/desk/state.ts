import type { FieldPm, FieldSetting, Session } from '@shared/contract/http';
import type { Limits, Moment } from '../job/acts';
import { type FieldLine, linesOf } from '../job/lines';
import type { Notice } from '../job/notices';
import { inRepairOrder } from '../job/order';
import type { Trouble } from '../wire/hub';
import type { KeptJob, Seen } from '../wire/kept';

/** Notices stay until somebody has read them. */
export interface TimedNotice extends Notice {
  readonly id: number;
  readonly at: string;
}

export type Busy = 'sign-in' | 'start' | 'test' | 'end' | 'report';

/** Everything that the page shows. */
export interface Desk {
  readonly session: Session | null;
  /** Whether the last session ended without being asked to. */
  readonly sessionEnded: boolean;
  readonly setting: FieldSetting | null;
  /** Where a job is about to be started. */
  readonly chosen: FieldPm | null;
  readonly job: KeptJob | null;
  readonly seen: Seen | null;
  readonly link: 'connecting' | 'live' | 'lost';
  /** The job's infrastructure operator is not heard by the hub; null: it is. */
  readonly silence: { readonly since: string | null } | null;
  readonly busy: Busy | null;
  /** Of the last act. */
  readonly trouble: Trouble | null;
  readonly notices: readonly TimedNotice[];
  /** How much the hub's clock is ahead of the phone's, in milliseconds. */
  readonly ahead: number;
  /** By the hub's clock; moves each second. */
  readonly now: number;
}

/** Until the hub has told its own. */
const usualLimits: Limits = { testSpacingMs: 120_000, maxTests: 5 };

export const limitsOf = ({ setting }: Pick<Desk, 'setting'>): Limits => setting ?? usualLimits;

/** The job's lines in the order to repair them. */
export function linesShown({ seen, setting }: Pick<Desk, 'seen' | 'setting'>): readonly FieldLine[] {
  if (seen === null) return [];
  return inRepairOrder(linesOf(seen.job, seen.outages, limitsOf({ setting }).maxTests));
}

export const momentOf = ({ link, busy, now, job }: Desk): Moment => ({
  live: link === 'live',
  busy: busy !== null,
  now,
  lastTestAt: job?.lastTestAt ?? null,
});

/** An operator's name, or its code where none is known. */
export function nameOf({ setting }: Pick<Desk, 'setting'>, code: string): string {
  return setting?.operators.find((operator) => operator.code === code)?.name ?? code;
}
