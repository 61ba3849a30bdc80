import type { HubContext } from '../context';
import { deliverDue } from './deliver';
import { runDueTimers } from './timers';

/** What runs between the requests: deliveries and timers. */
export interface Engine {
  /** Something was committed that may be due: call it after every transaction that sent. */
  wake(): void;
  /** Resolves when nothing that is due by the hub's clock is undone and every message due to a hosted operator is delivered. */
  idle(): Promise<void>;
  /** Lets what runs finish, and starts nothing more. */
  stop(): Promise<void>;
}

/** Looked for even when nobody wakes us: what another hub process left behind. */
const POLL_MS = 1_000;

/**
 * Starts the engine; one for each hub process. `report` hears of errors that are not a message's own fault; the work
 * they stopped is tried again.
 */
export function startEngine(ctx: HubContext, report: (error: Error) => void): Engine {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let alarm: NodeJS.Timeout | undefined;

  async function pass(): Promise<boolean> {
    let busy = false;
    while (await runDueTimers(ctx, report)) busy = true;
    return (await deliverDue(ctx, report)) || busy;
  }

  async function run(): Promise<void> {
    clearTimeout(alarm);
    try {
      do {
        again = false;
        while (!stopped && (await pass()));
      } while (again && !stopped);
    } catch (error) {
      report(error as Error);
    }
    running = null;
    if (!stopped) {
      const wait = await untilNextTimer(ctx).catch(() => POLL_MS);
      if (!stopped && running === null) alarm = setTimeout(wake, Math.min(wait, POLL_MS));
    }
  }

  function wake(): void {
    if (stopped) return;
    if (running === null) running = run();
    else again = true;
  }

  wake();
  return {
    wake,
    idle: async () => {
      do {
        wake();
        await running;
      } while (running !== null);
    },
    stop: async () => {
      stopped = true;
      await running;
      clearTimeout(alarm);
    },
  };
}

/** Milliseconds until the next timer or retry, by the hub's clock. */
async function untilNextTimer(ctx: HubContext): Promise<number> {
  const [next] = await ctx.db.inTenants(ctx.directory.hosted, (tx) =>
    tx.rows<{ at: string | null }>(
      `SELECT least((SELECT min(due_at) FROM timers),
         (SELECT min(due_at) FROM outbox WHERE delivered_at IS NULL AND recipient_code = ANY ($1))) AS at`,
      [ctx.directory.hosted],
    ),
  );
  return next?.at ? Math.max(0, Date.parse(next.at) - ctx.clock.now()) : POLL_MS;
}
