import type { InfraRef, PmRef } from '@shared/domain/codes';
import type { HubContext } from '../context';
import type { Actor, Work } from '../db/work';
import { lockPms } from './locks';
import { publishInterventionsLocked } from './publish-interventions';
import { publishOutagesLocked } from './publish-outages';
import { reassess } from './reassess';

/**
 * One transaction of the engine, which stands for every operator hosted here. Messages, alarms and timers do their part
 * and mark what they touched; what follows from it (assessment, documents) is worked out once, before COMMIT.
 */
export interface Turn {
  readonly ctx: HubContext;
  readonly work: Work;
  readonly touched: Touched;
}

export class Touched {
  /** PMs whose jobs, alarms or works changed: assessed again. */
  readonly pms = new Set<PmRef>();
  /** PMs where a job began or ended: the other jobs there may have become concurrent, or no longer be. */
  readonly jobsAt = new Set<PmRef>();
  readonly interventions = new Set<InfraRef>();
  readonly outages = new Set<string>();
  /** Interventions whose outages are shown with their state: it changed. */
  readonly outagesOf = new Set<InfraRef>();
}

/** Deadlocks are impossible by the order of locks (locks.ts) but for rows taken by messages of one batch: tried again. */
const RETRIED: readonly unknown[] = ['40P01', '40001'];
const ATTEMPTS = 4;

/** Runs `body` as one turn: one transaction, its consequences and its publications. */
export async function inTurn<R>(ctx: HubContext, actor: Actor, body: (turn: Turn) => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.transact({ tenants: ctx.directory.hosted, actor }, async (work) => {
        const turn: Turn = { ctx, work, touched: new Touched() };
        const result = await body(turn);
        await settle(turn);
        return result;
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.includes((error as { code?: unknown }).code)) throw error;
    }
  }
}

async function settle({ ctx, work, touched }: Turn): Promise<void> {
  const { pms, jobsAt, interventions, outages, outagesOf } = touched;
  if (interventions.size + outages.size + outagesOf.size + pms.size + jobsAt.size === 0) return;
  const places = await work.rows<{ pm_ref: string }>(
    `SELECT pm_ref FROM infra_interventions WHERE operator_code = ANY ($3) AND infra_ref = ANY ($1)
     UNION SELECT pm_ref FROM outages WHERE operator_code = ANY ($3) AND id = ANY ($2)`,
    [[...interventions, ...outagesOf], [...outages], ctx.directory.hosted],
  );
  await lockPms(work, [...new Set([...pms, ...jobsAt, ...places.map((p) => p.pm_ref)])]);
  const changed = await reassess(work, ctx, [...pms]);
  await publishInterventionsLocked(work, [...interventions], [...jobsAt]);
  await publishOutagesLocked(ctx, work, { ids: [...new Set([...outages, ...changed])], infraRefs: [...outagesOf] });
}
