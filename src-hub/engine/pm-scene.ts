import type { OperatorCode, PmRef } from '@shared/domain/codes';
import type { AssessInput, JobAtPm, LineAtPm, PmPosition, PonAtPm } from '@shared/domain/impact/assessment';
import type { LineWatch } from '@shared/domain/impact/line-watch';
import type { LineRoute } from '@shared/domain/line';
import { type WorksSpan, worksWindow } from '@shared/domain/works';
import type { HubContext } from '../context';
import type { Tx } from '../db/database';

/** A job at a PM with those who have to do with it. */
export interface SceneJob {
  readonly at: JobAtPm;
  readonly infraOperatorCode: OperatorCode;
  /** Null: of a job outside, ordered by an operator that is not hosted here. */
  readonly orderingOperatorCode: OperatorCode | null;
  /** Operators hosted here that were told of the job (M2); `over`: they answered its closing test. */
  readonly told: ReadonlyMap<OperatorCode, { readonly over: boolean }>;
}

/** All that decides who cut what at one PM. */
export interface PmScene {
  readonly pmRef: PmRef;
  readonly jobs: readonly SceneJob[];
  readonly input: AssessInput;
  routeOf(operatorCode: OperatorCode, ptoRef: string): LineRoute | undefined;
}

interface JobRow {
  infra_operator_code: string;
  infra_ref: string;
  ordering_operator_code: string | null;
  pm_ref: string;
  started_at: string;
  ended_at: string | null;
  closed_at: string | null;
  pto_ref: string | null;
  pbo_ref: string | null;
  own_pbo: string | null;
  own_positions: PmPosition[] | null;
  first_test_at: string | null;
  told: { operator: string; over: boolean }[] | null;
}

interface LineRow {
  operator_code: string;
  pto_ref: string;
  pm_ref: string;
  watch: LineWatch;
  pbo_ref: string;
  technical_pm_ref: string | null;
  pm_module_name: string;
  pm_module_position: string;
  splitter_position: string;
  tube: string;
  fibre: string;
  patch_cord_colour: string | null;
  pon_path: string;
}

/**
 * Loads the PMs where a job is live, or left an outage that is still open; with them the jobs closed since the earliest
 * of those began, which may have cut lines as well. The PMs' locks are held by the caller.
 */
export async function loadScenes(tx: Tx, ctx: HubContext, pmRefs: readonly PmRef[]): Promise<PmScene[]> {
  if (pmRefs.length === 0) return [];
  const jobs = byPm(await loadJobs(tx, ctx, pmRefs));
  if (jobs.size === 0) return [];
  const places = [...jobs.keys()];
  const since = places.map((pm) => (jobs.get(pm) ?? []).map((job) => job.started_at).sort()[0] ?? null);
  const lineRows = await loadLines(tx, ctx, places, since);
  const [pons, works] = [await loadPons(tx, lineRows), await loadWorks(tx, ctx, places)];
  const [linesAt, ponsAt, worksAt] = [byPm(lineRows), byPm(pons), byPm(works)];

  return places.map((pmRef) => {
    const rows = linesAt.get(pmRef) ?? [];
    const routes = new Map(rows.map((row) => [`${row.operator_code} ${row.pto_ref}`, row]));
    const sceneJobs = (jobs.get(pmRef) ?? []).map(sceneJob);
    return {
      pmRef,
      jobs: sceneJobs,
      input: {
        jobs: sceneJobs.map((job) => job.at),
        knownWorks: (worksAt.get(pmRef) ?? []).flatMap((works) => worksWindow(works) ?? []),
        lines: rows.map(lineAtPm),
        pons: (ponsAt.get(pmRef) ?? []).map(
          (pon): PonAtPm => ({ operatorCode: pon.operator_code, ponPath: pon.pon_path, ontCount: pon.count }),
        ),
        timings: ctx.timings,
      },
      routeOf: (operatorCode, ptoRef) => {
        const row = routes.get(`${operatorCode} ${ptoRef}`);
        return row && lineRoute(row);
      },
    };
  });
}

/** A line's place as the domain has it. */
const position = `jsonb_build_object('pmModuleName', l.pm_module_name, 'pmModulePosition', l.pm_module_position)`;

function loadJobs(tx: Tx, ctx: HubContext, pmRefs: readonly PmRef[]): Promise<JobRow[]> {
  return tx.rows<JobRow>(
    `WITH live AS (
       SELECT pm_ref, started_at FROM jobs WHERE pm_ref = ANY ($1) AND closed_at IS NULL
       UNION ALL
       SELECT i.pm_ref, i.started_at FROM outages o CROSS JOIN LATERAL (SELECT * FROM jobs j
         WHERE j.infra_ref = o.infra_ref AND j.pm_ref = o.pm_ref AND j.infra_operator_code = o.infra_operator_code
         OFFSET 0) i
       WHERE o.pm_ref = ANY ($1) AND o.closed_at IS NULL
     ), since AS (SELECT pm_ref, min(started_at) AS at FROM live GROUP BY pm_ref)
     SELECT i.infra_operator_code, i.infra_ref, i.ordering_operator_code, i.pm_ref, i.started_at, i.ended_at, i.closed_at,
       i.pto_ref, i.pbo_ref, own.pbo_ref AS own_pbo, coalesce(own.positions, pbo.positions) AS own_positions,
       (SELECT min(t.heard_at) FROM tests t WHERE t.operator_code = i.infra_operator_code AND t.infra_ref = i.infra_ref
         AND NOT t.is_closing) AS first_test_at,
       (SELECT jsonb_agg(jsonb_build_object('operator', n.operator_code, 'over', n.closed_at IS NOT NULL))
        FROM neighbour_interventions n
        WHERE n.operator_code = ANY ($2) AND n.infra_ref = i.infra_ref) AS told
     FROM since CROSS JOIN LATERAL (SELECT * FROM jobs j
       WHERE j.pm_ref = since.pm_ref AND (j.closed_at IS NULL OR j.closed_at >= since.at) OFFSET 0) i
     LEFT JOIN LATERAL (SELECT l.pbo_ref, jsonb_build_array(${position}) AS positions FROM lines l
       WHERE l.operator_code = ANY ($2) AND l.pto_ref = i.pto_ref AND l.pm_ref = i.pm_ref LIMIT 1) own ON true
     LEFT JOIN LATERAL (SELECT jsonb_agg(${position}) AS positions FROM lines l
       WHERE own.pbo_ref IS NULL AND l.operator_code = ANY ($2) AND l.pm_ref = i.pm_ref
         AND l.pbo_ref = i.pbo_ref) pbo ON true
     ORDER BY i.pm_ref, i.started_at, i.infra_ref`,
    [pmRefs, ctx.directory.hosted],
  );
}

/**
 * LATERAL … OFFSET 0 here and below: each row is looked up by its index whatever the planner thinks of tables that have
 * just been filled and not been counted yet; joined at its choice, a flood takes a hundred times as long.
 */
function loadLines(
  tx: Tx,
  ctx: HubContext,
  pmRefs: readonly PmRef[],
  since: readonly (string | null)[],
): Promise<LineRow[]> {
  return tx.rows<LineRow>(
    `SELECT w.operator_code, w.pto_ref, w.pm_ref, w.watch, l.pbo_ref, l.technical_pm_ref, l.pm_module_name,
       l.pm_module_position, l.splitter_position, l.tube, l.fibre, l.patch_cord_colour, l.pon_path
     FROM unnest($1::text[], $2::timestamptz[]) AS s (pm_ref, since)
     CROSS JOIN LATERAL (SELECT * FROM line_watches w WHERE w.pm_ref = s.pm_ref
       AND (w.down OR w.lost_at >= s.since) AND w.operator_code = ANY ($3) OFFSET 0) AS w
     CROSS JOIN LATERAL (SELECT * FROM lines l WHERE l.operator_code = w.operator_code AND l.pto_ref = w.pto_ref
       OFFSET 0) AS l`,
    [pmRefs, since, ctx.directory.hosted],
  );
}

type PonRow = { operator_code: string; pm_ref: string; pon_path: string; count: number };

async function loadPons(tx: Tx, lines: readonly LineRow[]): Promise<PonRow[]> {
  const keys = new Map(lines.map((l) => [`${l.operator_code} ${l.pm_ref} ${l.pon_path}`, l]));
  if (keys.size === 0) return [];
  const rows = [...keys.values()];
  return tx.rows<PonRow>(
    `SELECT l.operator_code, l.pm_ref, l.pon_path, count(*) AS count
     FROM unnest($1::text[], $2::text[], $3::text[]) AS p (operator_code, pm_ref, pon_path)
     CROSS JOIN LATERAL (SELECT * FROM lines l WHERE l.operator_code = p.operator_code AND l.pon_path = p.pon_path
       AND l.pm_ref = p.pm_ref OFFSET 0) AS l
     GROUP BY 1, 2, 3`,
    [rows.map((r) => r.operator_code), rows.map((r) => r.pm_ref), rows.map((r) => r.pon_path)],
  );
}

/** Works at the PMs, from their infrastructure operators' own records. */
function loadWorks(tx: Tx, ctx: HubContext, pmRefs: readonly PmRef[]) {
  return tx.rows<WorksSpan & { pm_ref: string }>(
    `SELECT p.pm_ref, w.state, w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.over_at AS "overAt"
     FROM unnest($1::text[]) AS ref
     CROSS JOIN LATERAL (SELECT * FROM known_works_pms k WHERE k.pm_ref = ref AND k.operator_code = ANY ($2)
       AND k.operator_code = k.infra_operator_code OFFSET 0) AS p
     CROSS JOIN LATERAL (SELECT * FROM known_works k WHERE k.operator_code = p.operator_code
       AND k.infra_operator_code = p.infra_operator_code AND k.works_ref = p.works_ref AND k.state <> 'ANNULE'
       OFFSET 0) AS w`,
    [pmRefs, ctx.directory.hosted],
  );
}

function sceneJob(row: JobRow): SceneJob {
  const ownPboRef = row.pbo_ref ?? row.own_pbo;
  return {
    infraOperatorCode: row.infra_operator_code,
    orderingOperatorCode: row.ordering_operator_code,
    told: new Map((row.told ?? []).map(({ operator, over }) => [operator, { over }])),
    at: {
      infraRef: row.infra_ref,
      startedAt: Date.parse(row.started_at),
      endedAt: row.ended_at === null ? null : Date.parse(row.ended_at),
      closedAt: row.closed_at === null ? null : Date.parse(row.closed_at),
      firstTestAt: row.first_test_at === null ? null : Date.parse(row.first_test_at),
      ...(row.own_positions !== null && { ownPositions: row.own_positions }),
      ...(ownPboRef !== null && { ownPboRef }),
      ...(row.pto_ref !== null && { ownPtoRef: row.pto_ref }),
    },
  };
}

function lineAtPm(row: LineRow): LineAtPm {
  return {
    operatorCode: row.operator_code,
    ptoRef: row.pto_ref,
    ponPath: row.pon_path,
    pmModuleName: row.pm_module_name,
    pmModulePosition: row.pm_module_position,
    tube: row.tube,
    fibre: row.fibre,
    pboRef: row.pbo_ref,
    watch: row.watch,
  };
}

function lineRoute(row: LineRow): LineRoute {
  return {
    pboRef: row.pbo_ref,
    ...(row.technical_pm_ref !== null && { technicalPmRef: row.technical_pm_ref }),
    pmModuleName: row.pm_module_name,
    pmModulePosition: row.pm_module_position,
    splitterPosition: row.splitter_position,
    tube: row.tube,
    fibre: row.fibre,
    ...(row.patch_cord_colour !== null && { patchCordColour: row.patch_cord_colour }),
  };
}

function byPm<R extends { readonly pm_ref: string }>(rows: readonly R[]): Map<PmRef, R[]> {
  const groups = new Map<PmRef, R[]>();
  for (const row of rows) {
    const group = groups.get(row.pm_ref);
    if (group === undefined) groups.set(row.pm_ref, [row]);
    else group.push(row);
  }
  return groups;
}
