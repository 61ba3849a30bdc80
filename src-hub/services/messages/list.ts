import type { Query, Reply } from '@shared/contract/http';
import type { OutboxMessage, PartnerLinkState } from '@shared/contract/messages';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import type { Tx } from '../../db/database';
import { Refusal } from '../../refusals';
import { type PageInput, readCursor, writeCursor } from '../page';
import { toldError } from './told-error';

type Input = PageInput & Pick<Query<'messages'>, 'state' | 'partner'>;

interface Row {
  readonly id: number;
  readonly message: OutboxMessage['message'];
  readonly recipient_code: OperatorCode;
  readonly infra_ref: string;
  readonly pm_ref: string | null;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly created_at: string;
  readonly first_tried_at: string | null;
  readonly due_at: string;
  readonly dead_at: string | null;
  readonly resent_at: string | null;
  readonly behind: boolean;
}

/** As the partial indexes have them: of a day's million messages, hardly any waits, and hardly any is dead. */
const WAITING = 'delivered_at IS NULL AND dead_at IS NULL';
const DEAD = 'dead_at IS NOT NULL';
const STATES = { waiting: WAITING, dead: DEAD, all: `(${DEAD} OR (${WAITING}))` } as const;

/**
 * GET /api/messages: what the caller's operator sent and was not taken yet, or never; newest first. Those to an operator
 * that is neither hosted here nor a partner wait for a link to it, and say so.
 * @throws Refusal INVALID_FIELD, when the cursor is not of this list
 */
export async function listMessages(ctx: HubContext, caller: Caller, input: Input): Promise<Reply<'messages'>> {
  const before = input.cursor === undefined ? null : idIn(input.cursor);
  const state = STATES[input.state ?? 'all'];
  const where = `o.operator_code = $1 AND ${state} AND ($2::text IS NULL OR recipient_code = $2)`;
  const values = [caller.operatorCode, input.partner ?? null];
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [count] = await tx.rows<{ n: number }>(`SELECT count(*) AS n FROM outbox o WHERE ${where}`, values);
    const rows = await tx.rows<Row>(
      `SELECT o.id, message, recipient_code, o.infra_ref, attempts, last_error, created_at, first_tried_at, due_at, dead_at,
         resent_at, EXISTS (SELECT 1 FROM outbox e WHERE e.recipient_code = o.recipient_code
           AND e.operator_code = o.operator_code AND e.infra_ref = o.infra_ref AND e.id < o.id
           AND e.delivered_at IS NULL AND e.dead_at IS NULL) AS behind,
         (SELECT pm_ref FROM jobs j WHERE j.infra_ref = o.infra_ref
          UNION ALL SELECT pm_ref FROM neighbour_interventions n WHERE n.operator_code = $1 AND n.infra_ref = o.infra_ref
          LIMIT 1) AS pm_ref
       FROM outbox o WHERE ${where} AND ($3::bigint IS NULL OR o.id < $3) ORDER BY o.id DESC LIMIT $4`,
      [...values, before, input.limit + 1],
    );
    const shown = rows.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => told(ctx, row)),
      nextCursor: rows.length > input.limit && last ? writeCursor(last.created_at, String(last.id)) : null,
      total: count?.n ?? 0,
      partners: await partnersOf(ctx, tx, caller.operatorCode),
    };
  });
}

function told(ctx: HubContext, row: Row): OutboxMessage {
  const isReached = ctx.directory.isHosted(row.recipient_code) || ctx.partners.has(row.recipient_code);
  const heldUp = row.dead_at !== null ? null : !isReached ? 'no-link' : row.behind ? 'behind' : null;
  return {
    id: String(row.id),
    state: row.dead_at === null ? 'waiting' : 'dead',
    message: row.message,
    recipientCode: row.recipient_code,
    infraRef: row.infra_ref,
    pmRef: row.pm_ref,
    attempts: row.attempts,
    error: toldError(row.message, row.last_error),
    writtenAt: row.created_at,
    firstTriedAt: row.first_tried_at,
    nextTryAt: row.dead_at === null && heldUp === null ? row.due_at : null,
    heldUp,
    deadAt: row.dead_at,
    resentAt: row.resent_at,
  };
}

async function partnersOf(ctx: HubContext, tx: Tx, operatorCode: OperatorCode): Promise<PartnerLinkState[]> {
  const heard = await tx.rows<{ code: OperatorCode; at: string | null }>(
    `SELECT source_operator_code AS code, last_heard_at AS at FROM sources WHERE operator_code = $1 AND kind = 'messages'`,
    [operatorCode],
  );
  return [...ctx.partners.values()].map(({ config, circuit, speaksLot2 }) => ({
    operatorCode: config.code,
    lot: speaksLot2 ? 2 : 1,
    isDown: circuit.isDown,
    nextTryAt: circuit.isDown && circuit.until > ctx.clock.now() ? new Date(circuit.until).toISOString() : null,
    lastHeardAt: heard.find(({ code }) => code === config.code)?.at ?? null,
  }));
}

function idIn(cursor: string): string {
  const [, id] = readCursor(cursor);
  if (/^\d{1,18}$/.test(id)) return id;
  throw new Refusal('INVALID_FIELD', undefined, [{ field: 'cursor', message: 'not a cursor of this list' }]);
}
