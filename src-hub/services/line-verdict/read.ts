import type { LineWatch } from '@shared/domain/impact/line-watch';
import type { NatureFamily } from '@shared/domain/nature';
import type { Outage } from '@shared/domain/outage';
import type { Verdict } from '@shared/domain/verdict';
import { type JobSeen, verdictOf } from '@shared/domain/verdict-of';
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
      // Works belong to the infrastructure operator; this operator knows them by what its outages say.
      knownWorks: outages.some(({ doc }) => doc.attribution.reasons.some((r) => r.code === 'known-works')),
      source: { lastHeardAt: line.last_heard_at },
    },
    ctx.clock.now(),
    ctx.timings,
  );
}

function jobSeen(row: JobRow): JobSeen {
  return {
    infraRef: row.infra_ref,
    startedAt: Date.parse(row.started_at),
    endedAt: row.ended_at === null ? null : Date.parse(row.ended_at),
    natureFamily: row.nature_family,
  };
}
