import { pmRef } from '@shared/domain/codes';
import type { Pm } from '@shared/domain/pm';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';
import type { Page, PageInput } from '../page';
import { pmRowsOf } from './rows';

/**
 * GET /api/pms: the PMs that the caller's operator owns or has lines at, by reference; the cursor is a reference.
 * @throws Refusal INVALID_FIELD, when the cursor is not of this list
 */
export async function listPms(ctx: HubContext, caller: Caller, input: PageInput): Promise<Page<Pm>> {
  const after = input.cursor === undefined ? null : referenceIn(input.cursor);
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [count] = await tx.rows<{ n: number }>('SELECT count(*) AS n FROM pms WHERE operator_code = $1', [
      caller.operatorCode,
    ]);
    const rows = await pmRowsOf(tx, caller.operatorCode, after, input.limit + 1);
    const items = rows.slice(0, input.limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > input.limit && last ? Buffer.from(last.pmRef).toString('base64url') : null,
      total: count?.n ?? 0,
    };
  });
}

function referenceIn(cursor: string): string {
  const reference = Buffer.from(cursor, 'base64url').toString('utf8');
  if (pmRef.safeParse(reference).success && !reference.includes('\0')) return reference;
  throw new Refusal('INVALID_FIELD', undefined, [{ field: 'cursor', message: 'not a cursor of this list' }]);
}
