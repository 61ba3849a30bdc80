import { MESSAGE } from '@shared/contract/lot2';
import type { HubContext } from '../context';
import { sideBySide } from '../db/together';
import { hubActor } from '../db/work';
import { compteRenduOi } from '../lot2/compte-rendu-oi';
import { creerInterventionOi } from '../lot2/creer-intervention-oi';
import { demanderTestOi } from '../lot2/demander-test-oi';
import type { Effect } from '../lot2/effect';
import { modifierInterventionOi } from '../lot2/modifier-intervention-oi';
import { impacteOcDelivered } from '../lot2/notifier-impacte-oc';
import { notifierImpacteOiDo } from '../lot2/notifier-impacte-oi-do';
import { ProtocolRefusal } from '../refusals';
import { tryLockOutbox } from './locks';
import { inTurn, type Turn } from './turn';

/** What each message does to a recipient hosted here. */
const effects: Readonly<Record<string, Effect>> = {
  [MESSAGE.startRelayed]: creerInterventionOi,
  [MESSAGE.testRelayed]: demanderTestOi,
  [MESSAGE.answer]: impacteOcDelivered,
  [MESSAGE.answerRelayed]: notifierImpacteOiDo,
  [MESSAGE.endRelayed]: modifierInterventionOi,
  [MESSAGE.report]: compteRenduOi,
};

/** Messages of one transaction: the COMMIT and the publications are paid once. */
export const BATCH = 200;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;

interface OutboxRow {
  readonly operator_code: string;
  readonly id: number;
  readonly recipient_code: string;
  readonly message: string;
  readonly infra_ref: string;
  readonly body: unknown;
  readonly context: object;
}

/**
 * Delivers a batch of what is due, in order for each sender, recipient and job, unless another process delivers. A
 * message, its effect and "delivered" commit together: exactly once. A coded refusal is the recipient's last word; any
 * other error is told to `report` and tried again later, and what follows it in its stream waits. Gives how many it took:
 * there may be more.
 */
export async function deliverDue(ctx: HubContext, report: (error: Error) => void): Promise<number> {
  let current: OutboxRow | undefined;
  const deliverUpTo = (size: number): Promise<number> =>
    inTurn(ctx, hubActor, (turn) =>
      deliverBatch(turn, size, (row) => {
        current = row;
      }),
    );
  try {
    return await deliverUpTo(BATCH);
  } catch {
    // Which of many made it fail shows one by one.
    return deliverOneByOne();
  }

  async function deliverOneByOne(): Promise<number> {
    for (let n = 0; n < BATCH; n++) {
      current = undefined;
      try {
        if ((await deliverUpTo(1)) === 0) return n;
      } catch (error) {
        if (current === undefined) throw error;
        report(error as Error);
        await postpone(ctx, current, error as Error);
      }
    }
    return BATCH;
  }
}

async function deliverBatch(turn: Turn, size: number, onMessage: (row: OutboxRow) => void): Promise<number> {
  const { work, ctx } = turn;
  if (!(await tryLockOutbox(work))) return 0;
  const rows = await work.rows<OutboxRow>(
    `SELECT operator_code, id, recipient_code, message, infra_ref, body, context FROM outbox o
     WHERE delivered_at IS NULL AND dead_at IS NULL AND due_at <= $1 AND recipient_code = ANY ($2)
       AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.delivered_at IS NULL AND e.dead_at IS NULL AND e.due_at > $1 AND e.id < o.id
         AND e.operator_code = o.operator_code AND e.recipient_code = o.recipient_code AND e.infra_ref = o.infra_ref)
     ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [new Date(ctx.clock.now()).toISOString(), ctx.directory.hosted, size],
  );
  const refused = new Map<OutboxRow, string>();
  // What one operator is told of one job keeps its order; the rest goes side by side.
  await sideBySide(
    rows,
    (row) => `${row.recipient_code} ${row.infra_ref}`,
    async (row) => {
      onMessage(row);
      const refusal = await deliver(turn, row);
      if (refusal !== null) refused.set(row, refusal);
    },
  );
  if (rows.length > 0) {
    await work.rows(
      `UPDATE outbox o SET delivered_at = $4, attempts = attempts + 1, last_error = u.error
       FROM unnest($1::text[], $2::bigint[], $3::text[]) AS u (operator, id, error)
       WHERE o.operator_code = u.operator AND o.id = u.id`,
      [
        rows.map((row) => row.operator_code),
        rows.map((row) => row.id),
        rows.map((row) => refused.get(row) ?? null),
        work.at,
      ],
    );
  }
  return rows.length;
}

/** Hands one message to its recipient; returns its coded refusal, if it refused. */
async function deliver(turn: Turn, row: OutboxRow): Promise<string | null> {
  const effect = effects[row.message];
  if (effect === undefined) return `MAUVAIS_FORMAT: no message ${row.message}`;
  try {
    await effect(turn, {
      senderCode: row.operator_code,
      recipientCode: row.recipient_code,
      infraRef: row.infra_ref,
      body: row.body,
      context: row.context,
    });
    return null;
  } catch (error) {
    if (error instanceof ProtocolRefusal) return error.message;
    throw error;
  }
}

async function postpone(ctx: HubContext, row: OutboxRow, error: Error): Promise<void> {
  await ctx.db.inTenants([row.operator_code], async (tx) => {
    const [tried] = await tx.rows<{ attempts: number }>(
      'SELECT attempts FROM outbox WHERE operator_code = $1 AND id = $2',
      [row.operator_code, row.id],
    );
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (tried?.attempts ?? 0), LONGEST_RETRY_MS);
    await tx.rows(
      `UPDATE outbox SET attempts = attempts + 1, last_error = $3, due_at = $4, first_tried_at = coalesce(first_tried_at, $5)
       WHERE operator_code = $1 AND id = $2 AND delivered_at IS NULL`,
      [
        row.operator_code,
        row.id,
        `INTERNAL: ${error.message}`.slice(0, 500),
        new Date(ctx.clock.now() + wait).toISOString(),
        new Date(ctx.clock.now()).toISOString(),
      ],
    );
  });
}
