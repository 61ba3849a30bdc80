import type { ingestResult } from '@shared/contract/http';
import type { Alarm } from '@shared/domain/alarm';
import type { OperatorCode } from '@shared/domain/codes';
import { foldAlarm, type LineWatch, lastCut, type WatchedAlarm, watchedAlarm } from '@shared/domain/impact/line-watch';
import type { z } from 'zod';
import type { Caller, HubContext } from '../context';
import type { Tx } from '../db/database';
import { lockAlarmsOf } from './locks';
import { inTurn, type Turn } from './turn';

/**
 * POST /api/alarms: takes an operator's alarms, works out which lines have light, and opens, updates and closes outages
 * by it, in one transaction. Idempotent by notificationId: what adds nothing is counted as a duplicate. An alarm of an
 * ONT that no inventory knows is kept and counted, and concerns no line. No alarms at all: a sign of life.
 */
export async function recordAlarms(
  ctx: HubContext,
  caller: Caller,
  alarms: readonly Alarm[],
): Promise<z.infer<typeof ingestResult>> {
  const operatorCode = caller.operatorCode;
  if (alarms.length === 0) {
    await ctx.db.inTenants([operatorCode], (tx) => heard(tx, operatorCode, iso(ctx.clock.now())));
    return { received: 0, accepted: 0, duplicates: 0 };
  }
  const { told, tellings, duplicates } = joined(alarms);
  return inTurn(ctx, caller, async (turn) => {
    const { work, touched } = turn;
    await lockAlarmsOf(work, operatorCode);
    const changes = await store(turn, operatorCode, told);
    await watch(turn, operatorCode, changes);
    for (const { pm_ref } of changes) if (pm_ref !== null) touched.pms.add(pm_ref);
    await heard(work, operatorCode, work.at);
    const news = new Set(changes.map((change) => change.notification_id));
    const repeated = told.reduce((sum, { notificationId: id }) => {
      return sum + ((news.has(id) ? duplicates : tellings).get(id) ?? 0);
    }, 0);
    return { received: alarms.length, accepted: alarms.length - repeated, duplicates: repeated };
  });
}

async function heard(tx: Tx, operatorCode: OperatorCode, at: string): Promise<void> {
  await tx.rows(
    `INSERT INTO sources (operator_code, source_id, kind, source_operator_code, last_heard_at)
     VALUES ($1, 'alarms:' || $1, 'alarms', $1, $2)
     ON CONFLICT (operator_code, source_id) DO UPDATE SET last_heard_at = greatest(sources.last_heard_at, EXCLUDED.last_heard_at)`,
    [operatorCode, at],
  );
}

interface Joined {
  readonly told: readonly Alarm[];
  /** By notificationId: how often the body tells of it, and how many of those add nothing to those before. */
  readonly tellings: ReadonlyMap<string, number>;
  readonly duplicates: ReadonlyMap<string, number>;
}

/** Tellings of one alarm within a body become one: earliest raise, latest clear, the first uptime told. */
function joined(alarms: readonly Alarm[]): Joined {
  const byId = new Map<string, Alarm>();
  const tellings = new Map<string, number>();
  const duplicates = new Map<string, number>();
  for (const alarm of alarms) {
    const id = alarm.notificationId;
    tellings.set(id, (tellings.get(id) ?? 0) + 1);
    const known = byId.get(id);
    if (known === undefined) {
      byId.set(id, alarm);
      continue;
    }
    const raisedAt = earlier(known.raisedAt, alarm.raisedAt);
    const clearedAt = later(known.clearedAt, alarm.clearedAt);
    const ontUptimeS = known.ontUptimeS ?? alarm.ontUptimeS;
    if (raisedAt === known.raisedAt && clearedAt === known.clearedAt && ontUptimeS === known.ontUptimeS) {
      duplicates.set(id, (duplicates.get(id) ?? 0) + 1);
      continue;
    }
    byId.set(id, {
      ...known,
      raisedAt,
      ...(clearedAt !== undefined && { clearedAt }),
      ...(ontUptimeS !== undefined && { ontUptimeS }),
    });
  }
  return { told: [...byId.values()], tellings, duplicates };
}

const earlier = (a: string, b: string) => (Date.parse(b) < Date.parse(a) ? b : a);

function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(b) > Date.parse(a) ? b : a;
}

/** One alarm that brought news, for one line that it concerns; nulls where it concerns none. */
interface Change {
  readonly notification_id: string;
  readonly kind: WatchedAlarm['kind'];
  readonly raised_at: string;
  readonly cleared_at: string | null;
  readonly ont_uptime_s: number | null;
  readonly pto_ref: string | null;
  readonly pm_ref: string | null;
}

/** Writes the alarms and finds the lines of those that brought news: one ONT's, or, for LOS, its whole PON's. */
function store(turn: Turn, operatorCode: OperatorCode, told: readonly Alarm[]): Promise<Change[]> {
  return turn.work.rows<Change>(
    `WITH news AS (
       INSERT INTO alarms (operator_code, notification_id, kind, pon_path, ont_number, raised_at, cleared_at,
         ont_uptime_s, heard_at, clear_heard_at)
       SELECT $1, id, kind, pon, ont, raised, cleared, uptime, $2, CASE WHEN cleared IS NOT NULL THEN $2::timestamptz END
       FROM unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::timestamptz[], $9::int[])
         AS u (id, kind, pon, ont, raised, cleared, uptime)
       ORDER BY id
       ON CONFLICT (operator_code, notification_id) DO UPDATE
         SET raised_at = least(alarms.raised_at, EXCLUDED.raised_at),
             cleared_at = greatest(alarms.cleared_at, EXCLUDED.cleared_at),
             ont_uptime_s = coalesce(alarms.ont_uptime_s, EXCLUDED.ont_uptime_s),
             clear_heard_at = coalesce(alarms.clear_heard_at, EXCLUDED.clear_heard_at)
         WHERE EXCLUDED.raised_at < alarms.raised_at
            OR EXCLUDED.cleared_at > coalesce(alarms.cleared_at, '-infinity')
            OR (EXCLUDED.ont_uptime_s IS NOT NULL AND alarms.ont_uptime_s IS NULL)
       RETURNING notification_id, kind, pon_path, ont_number, raised_at, cleared_at, ont_uptime_s)
     SELECT n.notification_id, n.kind, n.raised_at, n.cleared_at, n.ont_uptime_s, l.pto_ref, l.pm_ref
     FROM news n LEFT JOIN lines l ON l.operator_code = $1 AND l.pon_path = n.pon_path
       AND (n.kind = 'LOS' OR l.ont_number = n.ont_number)`,
    [
      operatorCode,
      turn.work.at,
      told.map((a) => a.notificationId),
      told.map((a) => a.kind),
      told.map((a) => a.ponPath),
      told.map((a) => a.ontNumber ?? null),
      told.map((a) => a.raisedAt),
      told.map((a) => a.clearedAt ?? null),
      told.map((a) => a.ontUptimeS ?? null),
    ],
  );
}

/** Folds the news into what is known of each line. The operator's alarms are locked: nobody else folds them. */
async function watch(turn: Turn, operatorCode: OperatorCode, changes: readonly Change[]): Promise<void> {
  const { work, ctx } = turn;
  const places = new Map<string, string>();
  for (const { pto_ref, pm_ref } of changes) if (pto_ref !== null && pm_ref !== null) places.set(pto_ref, pm_ref);
  if (places.size === 0) return;
  const known = await work.rows<{ pto_ref: string; watch: LineWatch }>(
    'SELECT pto_ref, watch FROM line_watches WHERE operator_code = $1 AND pto_ref = ANY ($2)',
    [operatorCode, [...places.keys()]],
  );
  const watches = new Map(known.map((row) => [row.pto_ref, row.watch]));
  const heardAt = Date.parse(work.at);
  for (const change of changes) {
    if (change.pto_ref === null) continue;
    const told = watchedAlarm({
      notificationId: change.notification_id,
      kind: change.kind,
      raisedAt: change.raised_at,
      ...(change.cleared_at !== null && { clearedAt: change.cleared_at }),
      ...(change.ont_uptime_s !== null && { ontUptimeS: change.ont_uptime_s }),
    });
    watches.set(change.pto_ref, foldAlarm(watches.get(change.pto_ref), told, heardAt, ctx.timings));
  }
  const rows = [...watches];
  await work.rows(
    `INSERT INTO line_watches (operator_code, pto_ref, pm_ref, watch, down, lost_at)
     SELECT $1, pto, pm, watch, down, lost
     FROM ROWS FROM (unnest($2::text[], $3::text[], $5::boolean[], $6::timestamptz[]), jsonb_array_elements($4::jsonb))
       AS u (pto, pm, down, lost, watch)
     ON CONFLICT (operator_code, pto_ref) DO UPDATE
       SET pm_ref = EXCLUDED.pm_ref, watch = EXCLUDED.watch, down = EXCLUDED.down, lost_at = EXCLUDED.lost_at`,
    [
      operatorCode,
      rows.map(([pto]) => pto),
      rows.map(([pto]) => places.get(pto) ?? ''),
      JSON.stringify(rows.map(([, line]) => line)),
      rows.map(([, line]) => line.status === 'down'),
      rows.map(([, line]) => {
        const cut = lastCut(line);
        return cut === undefined ? null : iso(cut.lostAt);
      }),
    ],
  );
}

const iso = (ms: number) => new Date(ms).toISOString();
