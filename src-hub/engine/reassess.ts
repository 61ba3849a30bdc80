import { isDeepStrictEqual } from 'node:util';
import type { TimelineEntry } from '@shared/contract/http';
import type { OperatorCode, PmRef } from '@shared/domain/codes';
import { assess } from '@shared/domain/impact/assess';
import type { OperatorImpact } from '@shared/domain/impact/assessment';
import type { Relation } from '@shared/domain/outage';
import type { HubContext } from '../context';
import type { Work } from '../db/work';
import { moveDesks, type NewDesk, openDesks } from './desks';
import {
  attributed,
  type Closing,
  changeOf,
  downNow,
  explainedByWorks,
  type OutageChange,
  type OutageLine,
  type StandingOutage,
} from './outage-change';
import { type OutageRow, saveOutages } from './outage-rows';
import { loadScenes, type PmScene, type SceneJob } from './pm-scene';

/** One job × one operator that was told of it, with what the alarms say now. */
interface Case {
  readonly job: SceneJob;
  readonly scene: PmScene;
  readonly operatorCode: OperatorCode;
  readonly over: boolean;
  readonly lines: readonly OutageLine[];
  readonly impact: OperatorImpact | undefined;
}

interface StandingRow extends StandingOutage {
  readonly id: string;
  readonly operator_code: string;
  readonly infra_ref: string;
  readonly raised_at: string;
  readonly reported_at: string;
  readonly last_victim_at: string;
  readonly ended_at: string | null;
  readonly confirmed_at: string | null;
  readonly closed_at: string | null;
}

/**
 * Works out again who cut what at these PMs, and opens, updates and closes outages by it: one for each told operator ×
 * job. Returns the ids of those that changed, for publication. The PMs' locks are held by the caller.
 */
export async function reassess(work: Work, ctx: HubContext, pmRefs: readonly PmRef[]): Promise<readonly string[]> {
  const scenes = await loadScenes(work, ctx, pmRefs);
  const cases = scenes.flatMap(casesOf);
  if (cases.length === 0) return [];
  const standing = await loadStanding(work, ctx, cases);
  const rows: OutageRow[] = [];
  const desks: NewDesk[] = [];
  const moves = [];
  for (const one of cases) {
    const before = standing.get(keyOf(one)) ?? null;
    // Closed with its job, it stays as it was: of the jobs beside it then, some may no longer be loaded.
    if (one.job.at.closedAt !== null && (before === null || before.closing !== null)) continue;
    const fact = { lines: one.lines, attribution: one.impact?.attribution ?? null };
    const change = changeOf(before, fact, one.over);
    if (change === null || (before !== null && unchanged(before, fact, change))) continue;
    const row = rowOf(work, one, before, change);
    rows.push(row);
    desks.push(...desksOf(ctx, row.id, one));
    moves.push({
      outageId: row.id,
      events: change.events,
      before: {
        allRestored: before !== null && downNow(before.lines).length === 0,
        confirmed: before?.closing === 'restored',
      },
    });
    tell(ctx, work, one, before === null, change);
  }
  await saveOutages(work, rows);
  await openDesks(work, desks);
  await moveDesks(work, moves);
  return rows.map((row) => row.id);
}

function casesOf(scene: PmScene): Case[] {
  const assessment = assess(scene.input);
  return scene.jobs.flatMap((job, j) =>
    [...job.told].map(([operatorCode, { over }]) => {
      const impact = assessment[j]?.operators.find((o) => o.operatorCode === operatorCode);
      const lines = (impact?.lines ?? []).flatMap((line) => {
        const route = scene.routeOf(operatorCode, line.ptoRef);
        return route === undefined ? [] : [{ ...line, route }];
      });
      return { job, scene, operatorCode, over, lines, impact };
    }),
  );
}

async function loadStanding(work: Work, ctx: HubContext, cases: readonly Case[]): Promise<Map<string, StandingRow>> {
  const rows = await work.rows<StandingRow>(
    `SELECT operator_code, id, infra_ref, raised_at, reported_at, last_victim_at, ended_at, confirmed_at, closed_at,
       closing, attribution, lines
     FROM outages WHERE operator_code = ANY ($1) AND infra_ref = ANY ($2)`,
    [ctx.directory.hosted, [...new Set(cases.map((c) => c.job.at.infraRef))]],
  );
  return new Map(rows.map((row) => [`${row.operator_code} ${row.infra_ref}`, row]));
}

const keyOf = (one: Case) => `${one.operatorCode} ${one.job.at.infraRef}`;

function unchanged(
  before: StandingOutage,
  now: { lines: readonly OutageLine[]; attribution: unknown },
  change: OutageChange,
) {
  return (
    change.events.length === 0 &&
    change.closing === before.closing &&
    isDeepStrictEqual(before.lines, now.lines) &&
    (now.attribution === null || isDeepStrictEqual(before.attribution, now.attribution))
  );
}

function rowOf(work: Work, one: Case, before: StandingRow | null, change: OutageChange): OutageRow {
  const lost = one.lines.filter((line) => line.blame !== 'no').map((line) => line.lostAt);
  const earliest = lost.length === 0 ? Date.parse(work.at) : Math.min(...lost);
  const closing: Closing | null = change.closing;
  const reopened = closing === null;
  return {
    operatorCode: one.operatorCode,
    id: before?.id ?? `${one.job.at.infraRef}-${one.operatorCode}`,
    infraOperatorCode: one.job.infraOperatorCode,
    infraRef: one.job.at.infraRef,
    pmRef: one.scene.pmRef,
    raisedAt: lost.length === 0 && before !== null ? before.raised_at : new Date(earliest).toISOString(),
    reportedAt: before?.reported_at ?? work.at,
    lastVictimAt: change.victims.length > 0 || before === null ? work.at : before.last_victim_at,
    endedAt: change.downCount > 0 ? null : (before?.ended_at ?? work.at),
    confirmedAt: reopened ? null : (before?.confirmed_at ?? (closing === 'dismissed' ? null : work.at)),
    closedAt: reopened ? null : (before?.closed_at ?? work.at),
    closing,
    // A withdrawn outage keeps the attribution it once had: what was believed, and how surely; works replace it.
    attribution: one.impact?.attribution ?? explainedByWorks(one.lines) ?? before?.attribution ?? null,
    lines: one.lines,
  };
}

/** Impacted and infrastructure operators from the start; the ordering one once a line is attributed to its job. */
function desksOf(ctx: HubContext, outageId: string, one: Case): NewDesk[] {
  const relations = new Map<OperatorCode, Relation>();
  relations.set(one.job.infraOperatorCode, 'infra');
  const { orderingOperatorCode: ordering } = one.job;
  if (ordering !== null && one.lines.some(attributed)) relations.set(ordering, 'ordering');
  relations.set(one.operatorCode, 'impacted');
  return [...relations]
    .filter(([code]) => ctx.directory.isHosted(code))
    .map(([operatorCode, relation]) => ({ operatorCode, outageId, relation }));
}

/** Writes what happened in the timeline of each operator that sees the outage. */
function tell(ctx: HubContext, work: Work, one: Case, opened: boolean, change: OutageChange): void {
  const entries: TimelineEntry[] = [];
  const entry = (kind: TimelineEntry['kind'], lines: readonly OutageLine[], at = (l: OutageLine) => l.lostAt) => {
    if (lines.length === 0) return;
    const first = Math.min(...lines.map(at));
    entries.push({ at: iso(first), heardAt: work.at, kind, operatorCode: one.operatorCode, count: lines.length });
  };
  entry(opened ? 'outage-opened' : 'new-victims', change.victims);
  entry('lines-lost', change.lostAgain);
  entry('lines-back', change.back, (line) => line.changedAt);
  if (change.events.includes('confirmed')) {
    entries.push({ at: work.at, heardAt: work.at, kind: 'outage-closed', operatorCode: one.operatorCode });
  }
  for (const { operatorCode } of desksOf(ctx, '', one)) {
    for (const told of entries) work.note(operatorCode, one.job.at.infraRef, told);
  }
}

const iso = (ms: number) => new Date(ms).toISOString();
