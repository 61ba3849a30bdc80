import type { HubContext } from '../context';
import { type Loop, startLoop } from '../loop';
import { BATCH, deliverDue } from './deliver';
import { runDueTimers } from './timers';

/** What runs between the requests: deliveries and timers. Idle: nothing that is due by the hub's clock is undone. */
export type Engine = Loop;

/** After this many messages at once more are on their way: a moment later they share one transaction. */
const BUSY = 16;
const GATHER_MS = 25;

/** Looked for even when nobody wakes us: what another hub process left behind. */
const POLL_MS = 1_000;

/**
 * Starts the engine; one for each hub process. `report` hears of errors that are not a message's own fault; the work
 * they stopped is tried again.
 */
export function startEngine(ctx: HubContext, report: (error: Error) => void): Engine {
  return startLoop({
    report,
    // In turn: neither waits for the other to have nothing left.
    pass: async () => {
      const some = await runDueTimers(ctx, report);
      const delivered = await deliverDue(ctx, report);
      if (delivered >= BUSY && delivered < BATCH) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      return delivered > 0 || some;
    },
    restMs: async () => Math.min(await untilNextTimer(ctx).catch(() => POLL_MS), POLL_MS),
  });
}

/** Milliseconds until the next timer or retry, by the hub's clock. */
async function untilNextTimer(ctx: HubContext): Promise<number> {
  const [next] = await ctx.db.inTenants(ctx.directory.hosted, (tx) =>
    tx.rows<{ at: string | null }>(
      `SELECT least((SELECT min(due_at) FROM timers),
         (SELECT min(due_at) FROM outbox WHERE delivered_at IS NULL AND dead_at IS NULL AND recipient_code = ANY ($1))) AS at`,
      [ctx.directory.hosted],
    ),
  );
  return next?.at ? Math.max(0, Date.parse(next.at) - ctx.clock.now()) : POLL_MS;
}
