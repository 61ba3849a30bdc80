import type { Works } from '@shared/domain/works';
import type { Caller, HubContext } from '../../context';
import { type Page, type PageInput, readCursor, writeCursor } from '../page';
import { fromRow, WORKS_COLUMNS, type WorksRow } from './store';

export interface WorksInput extends PageInput {
  readonly which: 'all' | 'current';
  readonly pmRef?: string | undefined;
}

/** GET /api/works: announced at PMs that the caller's operator knows, by their start; `current`: not over yet. */
export async function listWorks(ctx: HubContext, caller: Caller, input: WorksInput): Promise<Page<Works>> {
  const now = new Date(ctx.clock.now()).toISOString();
  const where = `w.operator_code = $1
    AND ($2 = 'all' OR (w.state NOT IN ('CLOTURE', 'ANNULE') AND w.ends_at >= $3::timestamptz))
    AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM known_works_pms p WHERE p.operator_code = w.operator_code
      AND p.infra_operator_code = w.infra_operator_code AND p.works_ref = w.works_ref AND p.pm_ref = $4))`;
  const values = [caller.operatorCode, input.which, now, input.pmRef ?? null];
  const after = input.cursor === undefined ? null : readCursor(input.cursor);
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [count] = await tx.rows<{ n: number }>(`SELECT count(*) AS n FROM known_works w WHERE ${where}`, values);
    const rows = await tx.rows<WorksRow & { key: string }>(
      `SELECT ${WORKS_COLUMNS}, w.infra_operator_code || ' ' || w.works_ref AS key FROM known_works w WHERE ${where}
         AND ($5::timestamptz IS NULL OR (w.starts_at, w.infra_operator_code || ' ' || w.works_ref) > ($5, $6))
       ORDER BY w.starts_at, key LIMIT $7`,
      [...values, after?.[0] ?? null, after?.[1] ?? null, input.limit + 1],
    );
    const shown = rows.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(fromRow),
      nextCursor: rows.length > input.limit && last ? writeCursor(last.starts_at, last.key) : null,
      total: count?.n ?? 0,
    };
  });
}
