import type { AuditEntry } from '@shared/contract/http';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';
import { type Page, type PageInput, readCursor, writeCursor } from '../page';

export interface AuditInput extends PageInput {
  /** Inclusive, ISO. */
  readonly from?: string | undefined;
  /** Exclusive, ISO. */
  readonly to?: string | undefined;
}

/** Columns of table `audit` in the shape of the contract. */
export const AUDIT_COLUMNS = 'id::text AS id, at, actor, role, action, subject, detail';

/** GET /api/audit/entries: what the caller's own operator and its systems did, newest first. */
export async function listAudit(ctx: HubContext, caller: Caller, input: AuditInput): Promise<Page<AuditEntry>> {
  const period = [caller.operatorCode, input.from ?? null, input.to ?? null];
  const after = input.cursor === undefined ? null : readPlace(input.cursor);
  const where = `operator_code = $1 AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3)`;
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [count] = await tx.rows<{ n: number }>(`SELECT count(*) AS n FROM audit WHERE ${where}`, period);
    const rows = await tx.rows<AuditEntry>(
      `SELECT ${AUDIT_COLUMNS} FROM audit
       WHERE ${where} AND ($5::timestamptz IS NULL OR (at, audit.id) < ($5, $6::bigint))
       ORDER BY at DESC, audit.id DESC LIMIT $4`,
      [...period, input.limit + 1, after?.[0] ?? null, after?.[1] ?? null],
    );
    const items = rows.slice(0, input.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > input.limit && last ? writeCursor(last.at, last.id) : null,
      total: count?.n ?? 0,
    };
  });
}

/** A cursor whose id is a number, as only this list writes. @throws Refusal INVALID_FIELD */
function readPlace(cursor: string): readonly [at: string, id: string] {
  const place = readCursor(cursor);
  if (/^\d{1,18}$/.test(place[1])) return place;
  throw new Refusal('INVALID_FIELD', undefined, [{ field: 'cursor', message: 'not a cursor of this list' }]);
}
