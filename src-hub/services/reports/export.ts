import { Readable } from 'node:stream';
import type { FeedKind } from '@shared/contract/feed';
import { type ReportKind, reportKind } from '@shared/contract/http';
import { type Action, may } from '@shared/domain/authorisation';
import { intervention } from '@shared/domain/intervention';
import { outage } from '@shared/domain/outage';
import { preAuthorisation } from '@shared/domain/pre-authorisation';
import type { z } from 'zod';
import type { Caller, HubContext } from '../../context';
import type { Snapshot } from '../../db/database';
import { Refusal } from '../../refusals';
import { viewOf } from '../../views';
import { AUDIT_COLUMNS } from '../audit/list';
import { type ReportRows, reportColumns } from './columns';
import { BYTE_ORDER_MARK, csvLine } from './csv';

export interface ReportInput {
  /** As asked for: `outages`. */
  readonly kind: string;
  /** As asked for: `csv`. */
  readonly format: string;
  /** Inclusive, ISO. */
  readonly from?: string | undefined;
  /** Exclusive, ISO. */
  readonly to?: string | undefined;
}

export interface Report {
  /** Exactly how many rows `body` has. */
  readonly total: number;
  readonly contentType: string;
  readonly fileName: string;
  /** Read it or destroy it: a connection is held until then. */
  readonly body: Readable;
}

const contentTypes = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;
type Format = keyof typeof contentTypes;

/** Where a kind comes from, and the right that its rows need beside `report.export`. */
const sources: { readonly [K in ReportKind]: { readonly action: Action; readonly feed: FeedKind | null } } = {
  interventions: { action: 'intervention.read', feed: 'intervention' },
  outages: { action: 'outage.read', feed: 'outage' },
  'pre-authorisations': { action: 'pre-authorisation.read', feed: 'preAuthorisation' },
  audit: { action: 'audit.read', feed: null },
};

/** Rows fetched at a time: an outage may hold hundreds of lines. */
const BATCH = 200;

/**
 * GET /api/reports/{kind}.{format}: all that the caller may see of a kind in a period, oldest first, counted and read
 * in one unchanging state (safety 17). Who took what is in the audit trail before the first byte (safety 20).
 * @throws Refusal NOT_FOUND (no such kind), FORMAT_NOT_AVAILABLE, FORBIDDEN
 */
export async function openReport(ctx: HubContext, caller: Caller, input: ReportInput): Promise<Report> {
  const asked = reportKind.safeParse(input.kind);
  if (!asked.success) throw new Refusal('NOT_FOUND');
  const kind = asked.data;
  const format = formatOf(input.format);
  if (!may(caller.role, 'report.export') || !may(caller.role, sources[kind].action)) throw new Refusal('FORBIDDEN');

  const period = { from: input.from ?? null, to: input.to ?? null };
  const snapshot = await ctx.db.snapshot(caller.operatorCode);
  try {
    const query = queryOf(kind, caller, period);
    const [count] = await snapshot.rows<{ n: number }>(`SELECT count(*) AS n ${query.from}`, query.values);
    const total = count?.n ?? 0;
    await ctx.transact({ tenants: [caller.operatorCode], actor: caller }, async (work) => {
      const detail = { kind, format, ...period, rows: total };
      work.audit({ operatorCode: caller.operatorCode, action: 'report.export', subject: kind, detail });
    });
    const generatedAt = new Date(ctx.clock.now()).toISOString();
    const batches = read(snapshot, query, kind, caller);
    const text = format === 'csv' ? asCsv(kind, batches) : asJson({ kind, ...period, generatedAt, total }, batches);
    const body = Readable.from(text, { objectMode: false });
    // Not in a finally of the generator: one that is dropped before its first read never runs.
    body.once('close', () => void snapshot.end());
    const stamp = generatedAt.replace(/[-:]|\.\d+/g, '');
    const fileName = `vigie-${caller.operatorCode}-${kind}-${stamp}.${format}`;
    return { total, contentType: contentTypes[format], fileName, body };
  } catch (error) {
    await snapshot.end();
    throw error;
  }
}

function formatOf(format: string): Format {
  if (format === 'csv' || format === 'json') return format;
  throw new Refusal('FORMAT_NOT_AVAILABLE', 'csv and json are');
}

interface Query {
  readonly columns: string;
  /** FROM and WHERE. */
  readonly from: string;
  readonly values: readonly unknown[];
}

function queryOf(kind: ReportKind, caller: Caller, period: { from: string | null; to: string | null }): Query {
  const { feed } = sources[kind];
  const values = [caller.operatorCode, period.from, period.to];
  const where = `WHERE operator_code = $1 AND ($2::timestamptz IS NULL OR at >= $2)
    AND ($3::timestamptz IS NULL OR at < $3)`;
  return feed === null
    ? { columns: AUDIT_COLUMNS, from: `FROM audit AS t ${where}`, values }
    : { columns: 'doc', from: `FROM projections AS t ${where} AND kind = $4`, values: [...values, feed] };
}

async function* read<K extends ReportKind>(
  snapshot: Snapshot,
  query: Query,
  kind: K,
  caller: Caller,
): AsyncGenerator<readonly ReportRows[K][]> {
  const { feed } = sources[kind];
  await snapshot.rows(
    `DECLARE report NO SCROLL CURSOR FOR SELECT ${query.columns} ${query.from} ORDER BY t.at, t.id`,
    query.values,
  );
  for (;;) {
    const rows = await snapshot.rows<unknown>(`FETCH ${BATCH} FROM report`);
    if (rows.length === 0) return;
    yield (feed === null ? rows : rows.map((row) => seen(feed, caller, row as { doc: never }))) as ReportRows[K][];
  }
}

const schemas: { readonly [K in FeedKind]: z.ZodType } = { intervention, outage, preAuthorisation };

/**
 * The document as the caller may see it, held to its schema (safety 6). One that it may not see would make the count a
 * lie: the export breaks off.
 */
function seen(feed: FeedKind, caller: Caller, row: { readonly doc: never }): unknown {
  const doc = viewOf[feed](caller, row.doc);
  if (doc === null) throw new Error(`role ${caller.role} may export ${feed} but not see every one`);
  return schemas[feed].parse(doc);
}

async function* asCsv<K extends ReportKind>(
  kind: K,
  batches: AsyncIterable<readonly ReportRows[K][]>,
): AsyncGenerator<string> {
  const columns = reportColumns[kind];
  yield BYTE_ORDER_MARK + csvLine(columns.map(([name]) => name));
  for await (const rows of batches) {
    yield rows.map((row) => csvLine(columns.map(([, cell]) => cell(row)))).join('');
  }
}

async function* asJson(head: object, batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let before = `${JSON.stringify(head).slice(0, -1)},"items":[\n`;
  for await (const rows of batches) {
    yield before + rows.map((row) => JSON.stringify(row)).join(',\n');
    before = ',\n';
  }
  yield `${before === ',\n' ? '' : before}\n]}\n`;
}
