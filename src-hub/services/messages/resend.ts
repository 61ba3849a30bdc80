import type { ResendResult } from '@shared/contract/messages';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';

interface Row {
  readonly recipient_code: string;
  readonly infra_ref: string;
  readonly message: string;
  readonly delivered_at: string | null;
  readonly dead_at: string | null;
}

/**
 * POST /api/messages/{id}/resend: a dead message waits again, and its recipient's loop is told. Dead ones of the same job
 * and recipient that were written before it go with it: a recipient that never heard of the start refuses the rest. Again
 * on one that waits, or that arrived meanwhile: no effect.
 * @throws Refusal NOT_FOUND (missing, or another operator's)
 */
export async function resendMessage(ctx: HubContext, caller: Caller, id: string): Promise<ResendResult> {
  if (!/^\d{1,18}$/.test(id)) throw new Refusal('NOT_FOUND');
  return ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
    const [row] = await work.rows<Row>(
      `SELECT recipient_code, infra_ref, message, delivered_at, dead_at FROM outbox
       WHERE operator_code = $1 AND id = $2::bigint FOR UPDATE`,
      [caller.operatorCode, id],
    );
    if (row === undefined) throw new Refusal('NOT_FOUND');
    if (row.delivered_at !== null) return { state: 'delivered', resent: 0 };
    if (row.dead_at === null) return { state: 'waiting', resent: 0 };
    const resent = await work.rows<{ id: number }>(
      `UPDATE outbox SET dead_at = NULL, due_at = $5, resent_at = $5, attempts = 0
       WHERE operator_code = $1 AND recipient_code = $2 AND infra_ref = $3 AND id <= $4::bigint AND dead_at IS NOT NULL
       RETURNING id`,
      [caller.operatorCode, row.recipient_code, row.infra_ref, id, work.at],
    );
    work.wakeDeliveries();
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'message.resend',
      subject: row.infra_ref,
      detail: { message: row.message, recipientCode: row.recipient_code, messageIds: resent.map(({ id: one }) => one) },
    });
    return { state: 'waiting', resent: resent.length };
  });
}
