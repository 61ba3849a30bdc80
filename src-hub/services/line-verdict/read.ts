import { type LineWatch, lastCut } from '@shared/domain/impact/line-watch';
import type { NatureFamily } from '@shared/domain/nature';
import type { Outage } from '@shared/domain/outage';
import type { Verdict } from '@shared/domain/verdict';
import { type JobSeen, verdictOf } from '@shared/domain/verdict-of';
import { type WorksSpan, worksWindow } from '@shared/domain/works';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { Refusal } from '../../refusals';

interface JobRow {
  readonly infra_ref: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly nature_family: NatureFamily;
}

/**
 * GET /api/lines/{ptoRef}/verdict: is this customer's outage a neighbour's job? From the operator's own records alone
 * (its line, its alarms, the jobs it was told of), so nothing of another operator can be in the answer. The read is
 * audited (safety 20), found or not.
 * @throws Refusal NOT_FOUND for a missing PTO and for another operator's alike (safety 5)
 */
export async function readVerdict(ctx: HubContext, caller: Caller, ptoRef: string): Promise<Verdict> {
  const found = await ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
    const verdict = await verdictFor(ctx, work, caller, ptoRef);
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'line.verdict',
      subject: ptoRef,
      detail: { verdict: verdict?.verdict ?? 'not-found' },
    });
    return verdict;
  });
  if (found === undefined) throw new Refusal('NOT_FOUND');
  return found;
}

async function verdictFor(ctx: HubContext, work: Work, caller: Caller, ptoRef: string): Promise<Verdict | undefined> {
  const [line] = await work.rows<{ pm_ref: string; watch: LineWatch | null; last_heard_at: string | null }>(
    `SELECT l.pm_ref, w.watch, s.last_heard_at FROM lines l
     LEFT JOIN line_watches w ON w.operator_code = l.operator_code AND w.pto_ref = l.pto_ref
     LEFT JOIN sources s ON s.operator_code = l.operator_code AND s.kind = 'alarms'
       AND s.source_operator_code = l.operator_code
     WHERE l.operator_code = $1 AND l.pto_ref = $2`,
    [caller.operatorCode, ptoRef],
  );
  if (line === undefined) return undefined;
  const jobs = await work.rows<JobRow>(
    `SELECT infra_ref, started_at, ended_at, nature_family FROM neighbour_interventions
     WHERE operator_code = $1 AND pm_ref = $2 AND closed_at IS NULL ORDER BY started_at`,
    [caller.operatorCode, line.pm_ref],
  );
  const outages = await work.rows<{ doc: Outage }>(
    `SELECT doc FROM projections WHERE operator_code = $1 AND kind = 'outage' AND live
       AND doc ->> 'pmRef' = $2 AND doc ->> 'relation' = 'impacted'`,
    [caller.operatorCode, line.pm_ref],
  );
  return verdictOf(
    {
      ptoRef,
      pmRef: line.pm_ref,
      watch: line.watch ?? undefined,
      outages: outages.map((row) => row.doc),
      jobs: jobs.map(jobSeen),
      knownWorks: line.watch !== null && (await isDuringWorks(work, caller, line.pm_ref, line.watch)),
      source: { lastHeardAt: line.last_heard_at },
    },
    ctx.clock.now(),
    ctx.timings,
  );
}

/** Whether works that this operator was told of, at the line's PM, were under way when it was lost. */
async function isDuringWorks(work: Work, { operatorCode }: Caller, pmRef: string, watch: LineWatch): Promise<boolean> {
  const lostAt = lastCut(watch)?.lostAt;
  if (lostAt === undefined) return false;
  const works = await work.rows<WorksSpan>(
    `SELECT w.state, w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.over_at AS "overAt"
     FROM known_works_pms p JOIN known_works w USING (operator_code, infra_operator_code, works_ref)
     WHERE p.operator_code = $1 AND p.pm_ref = $2`,
    [operatorCode, pmRef],
  );
  return works.some((one) => {
    const window = worksWindow(one);
    return window !== null && lostAt >= window.from && lostAt <= window.to;
  });
}

function jobSeen(row: JobRow): JobSeen {
  return {
    infraRef: row.infra_ref,
    startedAt: Date.parse(row.started_at),
    endedAt: row.ended_at === null ? null : Date.parse(row.ended_at),
    natureFamily: row.nature_family,
  };
}
