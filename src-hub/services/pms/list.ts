import type { Pm } from '@shared/domain/pm';
import type { Caller, HubContext } from '../../context';
import type { Page, PageInput } from '../page';
import { pmRowsOf } from './rows';

/** GET /api/pms: the PMs that the caller's operator owns or has lines at, by reference; the cursor is a reference. */
export async function listPms(ctx: HubContext, caller: Caller, input: PageInput): Promise<Page<Pm>> {
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [count] = await tx.rows<{ n: number }>('SELECT count(*) AS n FROM pms WHERE operator_code = $1', [
      caller.operatorCode,
    ]);
    const after = input.cursor === undefined ? null : Buffer.from(input.cursor, 'base64url').toString('utf8');
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
