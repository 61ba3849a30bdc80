import type { Alarm, alarmKinds } from '../alarm';
import type { Timings } from '../timings';

/**
 * What is known of one line from its alarms. Instants are milliseconds since 1970. The hub keeps one watch for each
 * line that is down or was ever lost; it is plain JSON.
 */
export interface LineWatch {
  /** `down` exactly while a loss alarm of this ONT, or of its whole PON, is active. */
  readonly status: 'up' | 'down';
  /** When the line took this status, by the OLT's clock. */
  readonly changedAt: number;
  /** When the hub heard what last changed the cuts below. */
  readonly heardAt: number;
  /** Stretches without light, oldest first; the last one is open while the line is down. */
  readonly cuts: readonly Cut[];
  /** The alarms that the cuts are worked out from, oldest first: all active ones, and the newest cleared ones. */
  readonly alarms: readonly WatchedAlarm[];
}

/** One stretch without light: overlapping loss alarms are one cut. */
export interface Cut {
  readonly lostAt: number;
  /** Null while the line is down. */
  readonly restoredAt: number | null;
  /** What the alarms say: this fibre alone, the whole PON, or (`INACT` alone) only that the ONT is gone. */
  readonly lossKind: LossKind;
  /** A dying gasp near the loss, before or after it: the power went, not the fibre. */
  readonly gaspAt: number | null;
  /** What its box was when the light came back; null while the line is down, and where no OLT told. */
  readonly box: BoxAtReturn | null;
}

/**
 * `was-on`: the box waited for the light, so what it had lost is the fibre. `just-started`: light and power came back
 * together.
 */
export type BoxAtReturn = 'was-on' | 'just-started';

export type LossKind = 'fibre' | 'pon' | 'unknown';

/**
 * One alarm about this ONT, or about its whole PON (`LOS`), as last told. A raise and a later clear are two tellings
 * of the same alarm, in either order.
 */
export interface WatchedAlarm {
  readonly notificationId: string;
  readonly kind: (typeof alarmKinds)[number];
  readonly raisedAt: number;
  /** Null: active. */
  readonly clearedAt: number | null;
  /** When the ONT had last started, as the OLT read it at the clear. */
  readonly boxStartedAt?: number;
}

/** An alarm as its operator told it. Its `ontUptimeS` tells when the box started, by the clock of the clear. */
export function watchedAlarm(
  told: Pick<Alarm, 'notificationId' | 'kind' | 'raisedAt' | 'clearedAt' | 'ontUptimeS'>,
): WatchedAlarm {
  const { notificationId, kind, ontUptimeS } = told;
  const clearedAt = told.clearedAt === undefined ? null : Date.parse(told.clearedAt);
  const started = clearedAt !== null && ontUptimeS !== undefined && { boxStartedAt: clearedAt - ontUptimeS * 1_000 };
  return { notificationId, kind, raisedAt: Date.parse(told.raisedAt), clearedAt, ...started };
}

/** Alarms that are cleared and older than this many others are forgotten: enough to count a flapping line's cuts. */
const REMEMBERED = 24;

/**
 * Takes one telling of an alarm into what is known of its line.
 *
 * The alarms of a line are a set that only grows in knowledge: each is held once, a clear is never unsaid by a raise
 * that comes late, and the cuts are worked out from the set. So tellings may come twice, late and in any order: the
 * outcome is the same, except for `heardAt`. A telling that adds nothing returns the same watch. (Only a raise that
 * comes after its own clear *and* after 24 newer alarms of the line would be taken for news; the hub's check of
 * notification ids stops it before.)
 *
 * @param heardAt when the hub heard of it, by the hub's clock
 */
export function foldAlarm(
  watch: LineWatch | undefined,
  told: WatchedAlarm,
  heardAt: number,
  timings: Timings,
): LineWatch {
  const before = watch?.alarms ?? [];
  const known = before.find((alarm) => alarm.notificationId === told.notificationId);
  const merged = known === undefined ? told : join(known, told);
  if (watch !== undefined && known !== undefined && same(known, merged)) return watch;

  const alarms = remember([...before.filter((alarm) => alarm !== known), merged]);
  const cuts = cutsOf(alarms, timings);
  const last = cuts.at(-1);
  const unchanged = watch !== undefined && JSON.stringify(watch.cuts) === JSON.stringify(cuts);
  return {
    status: last !== undefined && last.restoredAt === null ? 'down' : 'up',
    changedAt: last === undefined ? (alarms[0] ?? merged).raisedAt : (last.restoredAt ?? last.lostAt),
    heardAt: unchanged ? watch.heardAt : heardAt,
    cuts,
    alarms,
  };
}

/** The line's latest stretch without light; undefined if only a gasp was ever heard. */
export function lastCut(watch: LineWatch): Cut | undefined {
  return watch.cuts.at(-1);
}

/** Cuts shorter than `shortCutMs` that began in [from, to). */
export function shortCutsBetween(watch: LineWatch, from: number, to: number, timings: Timings): number {
  let count = 0;
  for (const { lostAt, restoredAt } of watch.cuts) {
    if (restoredAt === null || restoredAt - lostAt >= timings.shortCutMs) continue;
    if (lostAt >= from && lostAt < to) count += 1;
  }
  return count;
}

/** Both tellings together: the earliest raise; cleared if either says so, at the later instant. */
function join(a: WatchedAlarm, b: WatchedAlarm): WatchedAlarm {
  const clears = [a.clearedAt, b.clearedAt].filter((at) => at !== null);
  const starts = [a.boxStartedAt, b.boxStartedAt].filter((at) => at !== undefined);
  return {
    ...a,
    raisedAt: Math.min(a.raisedAt, b.raisedAt),
    clearedAt: clears.length === 0 ? null : Math.max(...clears),
    ...(starts.length > 0 && { boxStartedAt: Math.max(...starts) }),
  };
}

function same(a: WatchedAlarm, b: WatchedAlarm): boolean {
  return a.raisedAt === b.raisedAt && a.clearedAt === b.clearedAt && a.boxStartedAt === b.boxStartedAt;
}

/** In one order whatever order they came in; cleared ones beyond the newest `REMEMBERED` dropped. */
function remember(alarms: readonly WatchedAlarm[]): readonly WatchedAlarm[] {
  const sorted = [...alarms].sort((a, b) => a.raisedAt - b.raisedAt || (a.notificationId < b.notificationId ? -1 : 1));
  let toForget = sorted.filter((alarm) => alarm.clearedAt !== null).length - REMEMBERED;
  if (toForget <= 0) return sorted;
  return sorted.filter((alarm) => {
    if (alarm.clearedAt === null || toForget === 0) return true;
    toForget -= 1;
    return false;
  });
}

/** Joins overlapping and touching loss alarms into cuts, and gives each its kind and its gasp. */
function cutsOf(alarms: readonly WatchedAlarm[], timings: Timings): readonly Cut[] {
  const gasps = alarms.filter((alarm) => alarm.kind === 'DYING_GASP').map((alarm) => alarm.raisedAt);
  const cuts: Cut[] = [];
  for (const alarm of alarms) {
    if (alarm.kind === 'DYING_GASP') continue;
    // A clear dated before its raise is an OLT's clock stepping back: a cut of no length, not one without end.
    const end = alarm.clearedAt === null ? null : Math.max(alarm.clearedAt, alarm.raisedAt);
    const open = cuts.at(-1);
    if (open !== undefined && (open.restoredAt === null || alarm.raisedAt <= open.restoredAt)) {
      const restoredAt = open.restoredAt === null || end === null ? null : Math.max(open.restoredAt, end);
      // A PON that fails hours after this fibre was lost is not why it was lost.
      const soon = alarm.raisedAt - open.lostAt <= timings.burstWindowMs;
      cuts[cuts.length - 1] = {
        ...open,
        restoredAt,
        box:
          restoredAt === null ? null : latestBox(open, end === restoredAt ? boxOf(alarm, timings) : null, restoredAt),
        lossKind: soon ? moreTelling(open.lossKind, alarm) : open.lossKind,
      };
    } else {
      const gaspAt = gasps.find((at) => Math.abs(at - alarm.raisedAt) <= timings.gaspWindowMs) ?? null;
      cuts.push({
        lostAt: alarm.raisedAt,
        restoredAt: end,
        lossKind: kindOf(alarm),
        gaspAt,
        box: boxOf(alarm, timings),
      });
    }
  }
  return cuts;
}

function boxOf({ clearedAt, boxStartedAt }: WatchedAlarm, { boxStartMs }: Timings): BoxAtReturn | null {
  if (clearedAt === null || boxStartedAt === undefined) return null;
  return clearedAt - boxStartedAt > boxStartMs ? 'was-on' : 'just-started';
}

/** Of the alarms that a cut is made of, those that end it tell how; a box that was on is told for certain. */
function latestBox(before: Cut, told: BoxAtReturn | null, restoredAt: number): BoxAtReturn | null {
  const known = before.restoredAt === restoredAt ? before.box : null;
  return known === 'was-on' || told === null ? known : told;
}

function kindOf(alarm: WatchedAlarm): LossKind {
  if (alarm.kind === 'LOS') return 'pon';
  return alarm.kind === 'INACT' ? 'unknown' : 'fibre';
}

/** The whole PON explains its fibres; a fibre alarm explains an `INACT`. */
function moreTelling(kind: LossKind, alarm: WatchedAlarm): LossKind {
  const other = kindOf(alarm);
  if (kind === 'pon' || other === 'pon') return 'pon';
  return kind === 'fibre' || other === 'fibre' ? 'fibre' : 'unknown';
}
