import type { InfraRef, PmRef } from '@shared/domain/codes';
import type { HubContext } from '../context';
import { type Actor, hubActor, type Work } from '../db/work';
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

  add(part: Touched): void {
    for (const ref of part.pms) this.pms.add(ref);
    for (const ref of part.jobsAt) this.jobsAt.add(ref);
    for (const ref of part.interventions) this.interventions.add(ref);
    for (const id of part.outages) this.outages.add(id);
    for (const ref of part.outagesOf) this.outagesOf.add(ref);
  }
}

/**
 * Runs `body` as a turn: one transaction with its consequences and its publications. Bodies that come while a turn runs
 * share the next one: assessment, documents and COMMIT are paid once for all of them, and one that throws leaves
 * nothing behind and hinders none of the others. Must not be called from within a body.
 */
export function inTurn<R>(ctx: HubContext, actor: Actor, body: (turn: Turn) => Promise<R>): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    laneOf(ctx).push({ actor, body, resolve: resolve as (value: unknown) => void, reject });
  });
}

/** For long work, an inventory say: a turn of its own beside the others, which do not wait for it. */
export function inOwnTurn<R>(ctx: HubContext, actor: Actor, body: (turn: Turn) => Promise<R>): Promise<R> {
  return retried(() =>
    ctx.transact({ tenants: ctx.directory.hosted, actor }, async (work) => {
      const turn: Turn = { ctx, work, touched: new Touched() };
      const result = await body(turn);
      await settle(turn);
      return result;
    }),
  );
}

interface Entry {
  readonly actor: Actor;
  readonly body: (turn: Turn) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Bodies of one turn: PostgreSQL slows down once a transaction has more than 64 parts. */
const MOST_TOGETHER = 60;

/** The turns of one hub process, one at a time: two would only wait for each other's locks. */
class Lane {
  readonly #waiting: Entry[] = [];
  #running = false;

  constructor(private readonly ctx: HubContext) {}

  push(entry: Entry): void {
    this.#waiting.push(entry);
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await together(this.ctx, this.#waiting.splice(0, MOST_TOGETHER));
    this.#running = false;
  }
}

const lanes = new WeakMap<HubContext, Lane>();

function laneOf(ctx: HubContext): Lane {
  const known = lanes.get(ctx);
  if (known !== undefined) return known;
  const made = new Lane(ctx);
  lanes.set(ctx, made);
  return made;
}

/** Never rejects: each entry hears of its own outcome, after COMMIT. */
async function together(ctx: HubContext, entries: readonly Entry[]): Promise<void> {
  const [first] = entries;
  if (entries.length === 1 && first !== undefined) {
    return inOwnTurn(ctx, first.actor, first.body).then(first.resolve, first.reject);
  }
  try {
    const outcomes = await retried(() =>
      ctx.transact({ tenants: ctx.directory.hosted, actor: hubActor }, async (work) => {
        const touched = new Touched();
        const settled: (() => void)[] = [];
        for (const entry of entries) settled.push(await partOf({ ctx, work, touched }, entry));
        await settle({ ctx, work, touched });
        return settled;
      }),
    );
    for (const tell of outcomes) tell();
  } catch {
    // Whose fault it is shows one by one.
    for (const entry of entries) await together(ctx, [entry]);
  }
}

/** Runs one body as a part of a shared turn; returns how its caller will hear. */
async function partOf({ ctx, work, touched }: Turn, entry: Entry): Promise<() => void> {
  const own = new Touched();
  try {
    const value = await work.part(entry.actor, (part) => entry.body({ ctx, work: part, touched: own }));
    touched.add(own);
    return () => entry.resolve(value);
  } catch (error) {
    if (isConflict(error)) throw error;
    return () => entry.reject(error);
  }
}

/** Deadlocks are impossible within a process and by the order of locks (locks.ts), but for bodies that share a turn here
 * and in another hub process: tried again. */
const CONFLICTS: readonly unknown[] = ['40P01', '40001'];
const ATTEMPTS = 4;

const isConflict = (error: unknown) => CONFLICTS.includes((error as { code?: unknown }).code);

async function retried<R>(run: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error;
    }
  }
}

async function settle({ ctx, work, touched }: Turn): Promise<void> {
  const { pms, jobsAt, interventions, outages, outagesOf } = touched;
  if (interventions.size + outages.size + outagesOf.size + pms.size + jobsAt.size === 0) return;
  const places = await work.rows<{ pm_ref: string }>(
    `SELECT pm_ref FROM jobs WHERE infra_ref = ANY ($1)
     UNION SELECT pm_ref FROM outages WHERE operator_code = ANY ($3) AND id = ANY ($2)`,
    [[...interventions, ...outagesOf], [...outages], ctx.directory.hosted],
  );
  await lockPms(work, [...new Set([...pms, ...jobsAt, ...places.map((p) => p.pm_ref)])]);
  const changed = await reassess(work, ctx, [...pms]);
  await publishInterventionsLocked(ctx, work, [...interventions], [...jobsAt]);
  await publishOutagesLocked(ctx, work, { ids: [...new Set([...outages, ...changed])], infraRefs: [...outagesOf] });
}
