import type { FeedKind } from '@shared/contract/feed';
import { sentInstant } from '@shared/domain/codes';
import type { Caller, HubContext } from '../context';
import type { Tx } from '../db/database';
import { Refusal } from '../refusals';
import { isStorable } from '../storable';
import { type DocOf, viewOf } from '../views';

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface PageInput {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Place after the last item of a page: its time and id. Opaque to callers, and refused when it is not ours. */
export function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

export function readCursor(cursor: string): readonly [at: string, id: string] {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (sentInstant.safeParse(at).success && typeof id === 'string' && isStorable(id)) return [String(at), id];
  } catch {
    // Not ours: refused below with the rest.
  }
  throw new Refusal('INVALID_FIELD', undefined, [{ field: 'cursor', message: 'not a cursor of this list' }]);
}

/** The reader's operator ordered the job, whatever else it is in the outage. */
const IS_ORDERING = `(doc ->> 'relation' = 'ordering' OR doc -> 'relations' ? 'ordering')`;

/** SQL conditions on `doc`, with their values: `{sql: "doc ->> 'state' = ?", value}`. */
export interface DocFilter {
  readonly field: string;
  readonly value: string | undefined;
}

/**
 * One page of what the caller may see of a kind, newest first, from its operator's projections. `total` counts all that
 * match, not the page. Hotline's list holds only outages in which its operator is impacted (views.ts).
 */
export async function projectionPage<K extends FeedKind>(
  ctx: HubContext,
  caller: Caller,
  kind: K,
  page: PageInput,
  filters: readonly DocFilter[],
): Promise<Page<DocOf<K>>> {
  const given = filters.filter((f): f is { field: string; value: string } => f.value !== undefined);
  const values: unknown[] = [caller.operatorCode, kind, ...given.map((f) => f.value)];
  const conditions = given.map((f, i) => `doc ->> '${f.field}' = $${i + 3}`);
  if (kind === 'outage' && caller.role === 'hotline') conditions.push(`doc ->> 'relation' = 'impacted'`);
  if (kind === 'outage' && caller.role === 'technician') conditions.push(IS_ORDERING);
  if (kind === 'intervention' && caller.role === 'technician') conditions.push(`doc ->> 'orderingOperatorCode' = $1`);
  const where = ['operator_code = $1', 'kind = $2', ...conditions].join(' AND ');
  return ctx.db.inTenants([caller.operatorCode], async (tx: Tx) => {
    const [count] = await tx.rows<{ n: number }>(`SELECT count(*) AS n FROM projections WHERE ${where}`, values);
    const after = page.cursor === undefined ? null : readCursor(page.cursor);
    const n = values.length;
    const rows = await tx.rows<{ id: string; at: string; doc: DocOf<K> }>(
      `SELECT id, at, doc FROM projections WHERE ${where}${after ? ` AND (at, id) < ($${n + 2}, $${n + 3})` : ''}
       ORDER BY at DESC, id DESC LIMIT $${n + 1}`,
      [...values, page.limit + 1, ...(after ?? [])],
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    const items = shown.flatMap((row) => viewOf[kind](caller, row.doc) ?? []);
    return {
      items,
      nextCursor: rows.length > page.limit && last ? writeCursor(last.at, last.id) : null,
      total: count?.n ?? 0,
    };
  });
}

/** One document that the caller may see; a foreign id and a missing one are the same NOT_FOUND (safety 5). */
export async function projectionOf<K extends FeedKind>(tx: Tx, caller: Caller, kind: K, id: string): Promise<DocOf<K>> {
  const [row] = await tx.rows<{ doc: DocOf<K> }>(
    'SELECT doc FROM projections WHERE operator_code = $1 AND kind = $2 AND id = $3',
    [caller.operatorCode, kind, id],
  );
  const doc = row ? viewOf[kind](caller, row.doc) : null;
  if (doc === null) throw new Refusal('NOT_FOUND');
  return doc;
}
