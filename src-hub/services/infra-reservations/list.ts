import type { InfraReservation } from '@shared/domain/pre-authorisation';
import type { Caller, HubContext } from '../../context';
import { auditLinesShown } from '../audit/lines-shown';
import { type Page, type PageInput, readCursor, writeCursor } from '../page';
import { fromRow, type ReservationRow } from './store';

/** GET /api/infra-reservations: those of the caller's own network, newest first. Those of one line name a customer's: audited. */
export async function listReservations(
  ctx: HubContext,
  caller: Caller,
  input: PageInput,
): Promise<Page<InfraReservation>> {
  const page = await ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const own = [caller.operatorCode];
    const [count] = await tx.rows<{ n: number }>(
      'SELECT count(*) AS n FROM infra_reservations WHERE operator_code = $1',
      own,
    );
    const after = input.cursor === undefined ? null : readCursor(input.cursor);
    const rows = await tx.rows<ReservationRow>(
      `SELECT * FROM infra_reservations WHERE operator_code = $1
         AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4)) ORDER BY created_at DESC, id DESC LIMIT $2`,
      [caller.operatorCode, input.limit + 1, after?.[0] ?? null, after?.[1] ?? null],
    );
    const shown = rows.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(fromRow),
      nextCursor: rows.length > input.limit && last ? writeCursor(last.created_at, last.id) : null,
      total: count?.n ?? 0,
    };
  });
  const ids = page.items.flatMap(({ id, ptoRef }) => (ptoRef === undefined ? [] : id));
  const shown = { subject: 'infra-reservations', ids, lines: ids.length };
  await auditLinesShown(ctx, caller, { action: 'infra-reservation.list', ...shown });
  return page;
}
