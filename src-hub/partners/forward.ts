import type { OperatorCode } from '@shared/domain/codes';
import type { HubContext } from '../context';
import type { Tx } from '../db/database';
import { type Loop, startLoop } from '../loop';
import type { Outcome, PartnerLink } from './link';

/** What sends the outbox's messages to operators outside. Idle: nothing due waits for a partner that is up. */
export type Forwarding = Loop;

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 300_000;
/** Looked for even when nobody wakes us: what another hub process left behind. */
const POLL_MS = 1_000;
/** A partner that said nothing for this long is asked whether it is there. */
const QUIET_MS = 2_000;

interface Waiting {
  readonly operator_code: OperatorCode;
  readonly id: number;
  readonly message: string;
  readonly body: object;
  readonly attempts: number;
  /** Written, or sent again by a supervisor. */
  readonly waits_since: string;
}

/**
 * Sends each partner its messages, in order for each sender and job, a few jobs at a time. Every partner has its own loop,
 * its own connections and its own circuit: one that is down delays no other. A message is claimed for longer than its
 * answer may take; a hub that is killed in between leaves it to be sent again, which both ends take without effect.
 */
export function startForwarding(
  ctx: HubContext,
  links: readonly PartnerLink[],
  report: (error: Error) => void,
): Forwarding {
  const loops = links.map((link) => loopOf(ctx, link, report));
  return {
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    idle: async () => {
      await Promise.all(loops.map((loop) => loop.idle()));
    },
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function loopOf(ctx: HubContext, link: PartnerLink, report: (error: Error) => void): Forwarding {
  const { circuit } = link;
  let heardAt = Number.NEGATIVE_INFINITY;

  /** Its freshness on every desk here: the age of the last thing heard of it. */
  async function listen(): Promise<void> {
    if (ctx.clock.now() - heardAt < QUIET_MS || !(await link.isThere())) return;
    heardAt = ctx.clock.now();
    await heardFrom(ctx, link.config.code, iso(heardAt));
  }

  async function sendSome(): Promise<boolean> {
    const some = circuit.allowed(ctx.clock.now(), link.config.atOnce);
    if (some === 0) return false;
    const claimed = await claim(ctx, link, some);
    await Promise.all(
      claimed.map(async (row) => {
        const outcome = await link.send(row.operator_code, row.message, row.body);
        if (outcome.kind === 'unreachable') circuit.failed(ctx.clock.now());
        else if (outcome.kind !== 'not-spoken') circuit.heard();
        await settle(ctx, link, row, outcome);
      }),
    );
    return claimed.length > 0;
  }

  const loop = startLoop({
    report,
    pass: async () => {
      if (await sendSome()) return true;
      await listen();
      return false;
    },
    restMs: async () => POLL_MS,
  });
  return {
    ...loop,
    stop: async () => {
      await loop.stop();
      link.close();
    },
  };
}

/** Takes the first waiting message of each job, for as long as an answer may take. */
function claim(ctx: HubContext, link: PartnerLink, some: number): Promise<Waiting[]> {
  const now = ctx.clock.now();
  // Twice: the message, and the token before it.
  const until = now + 2 * link.config.timeoutMs + FIRST_RETRY_MS;
  return ctx.db.inTenants(ctx.directory.hosted, (tx) =>
    tx.rows<Waiting>(
      `UPDATE outbox o SET due_at = $3, attempts = o.attempts + 1, first_tried_at = coalesce(o.first_tried_at, $2)
       FROM (SELECT operator_code, id FROM outbox w
         WHERE recipient_code = $1 AND delivered_at IS NULL AND dead_at IS NULL AND due_at <= $2
           AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.recipient_code = w.recipient_code
             AND e.operator_code = w.operator_code AND e.infra_ref = w.infra_ref AND e.id < w.id
             AND e.delivered_at IS NULL AND e.dead_at IS NULL)
         ORDER BY id LIMIT $4 FOR UPDATE SKIP LOCKED) c
       WHERE o.operator_code = c.operator_code AND o.id = c.id
       RETURNING o.operator_code, o.id, o.message, o.body, o.attempts, coalesce(o.resent_at, o.created_at) AS waits_since`,
      [link.config.code, iso(now), iso(until), some],
    ),
  );
}

async function settle(ctx: HubContext, link: PartnerLink, row: Waiting, outcome: Outcome): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.inTenants([row.operator_code], async (tx) => {
    switch (outcome.kind) {
      case 'accepted':
      case 'not-spoken':
        await update(tx, row, 'delivered_at = $3, last_error = NULL', iso(now));
        break;
      case 'refused':
        await update(tx, row, 'dead_at = $3, last_error = $4', iso(now), `${outcome.code}: ${outcome.description}`);
        break;
      case 'unreachable': {
        const error = `UNREACHABLE: ${outcome.why}`;
        if (now - Date.parse(row.waits_since) >= link.config.giveUpAfterMs) {
          await update(tx, row, 'dead_at = $3, last_error = $4', iso(now), error);
        } else {
          await update(tx, row, 'due_at = $3, last_error = $4', iso(now + pauseAfter(row.attempts)), error);
        }
      }
    }
  });
}

/** Longer after each try, and never the same for two: partners that come back are not hit by all at once. */
function pauseAfter(attempts: number): number {
  const most = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
  return most / 2 + (Math.random() * most) / 2;
}

async function update(tx: Tx, row: Waiting, change: string, ...values: readonly string[]): Promise<void> {
  await tx.rows(`UPDATE outbox SET ${change} WHERE operator_code = $1 AND id = $2`, [
    row.operator_code,
    row.id,
    ...values.map((value) => value.slice(0, 500)),
  ]);
}

/** A partner showed a sign of life: what the screens call the freshness of its network. */
function heardFrom(ctx: HubContext, partnerCode: OperatorCode, at: string): Promise<unknown> {
  const { hosted } = ctx.directory;
  return ctx.db.inTenants(hosted, (tx) =>
    tx.rows(
      `INSERT INTO sources (operator_code, source_id, kind, source_operator_code, last_heard_at)
       SELECT code, 'messages:' || $2, 'messages', $2, $3 FROM unnest($1::text[]) AS code ORDER BY code
       ON CONFLICT (operator_code, source_id) DO UPDATE
         SET last_heard_at = greatest(sources.last_heard_at, EXCLUDED.last_heard_at)`,
      [hosted, partnerCode, at],
    ),
  );
}

const iso = (ms: number) => new Date(ms).toISOString();
