import { createHash } from 'node:crypto';
import type { FeedKind } from '@shared/contract/feed';
import type { TimelineEntry } from '@shared/contract/http';
import type { OperatorCode, Role } from '@shared/domain/codes';
import type { Database, Tx } from './database';

/** Who acts: a person, a system, or the hub itself on a message or a timer. */
export interface Actor {
  readonly login: string;
  readonly role: Role | 'hub';
}

export const hubActor: Actor = { login: 'hub', role: 'hub' };

/** A document that one operator may see, in the shape that it may see. */
export interface Publication {
  readonly operatorCode: OperatorCode;
  readonly kind: FeedKind;
  readonly id: string;
  readonly doc: object;
  /** Still part of the desk's snapshot. */
  readonly live: boolean;
  /** When the entity began (ISO): the key of lists and reports. */
  readonly at: string;
}

export interface OutgoingMessage {
  readonly operatorCode: OperatorCode;
  readonly recipientCode: OperatorCode;
  readonly message: string;
  readonly infraRef: string;
  readonly body: object;
  readonly context?: object;
  /** ISO; default: now. */
  readonly dueAt?: string;
}

export interface AuditRow {
  readonly operatorCode: OperatorCode;
  readonly action: string;
  readonly subject: string;
  readonly detail?: object;
}

/**
 * One transaction of the hub: a change of state with the journal rows, outbox rows, timeline and audit rows that belong
 * to it (architecture, decision 3). They are gathered while `work` runs and written together just before COMMIT, so the
 * lock on each operator's sequence is short.
 */
export interface Work extends Tx {
  readonly actor: Actor;
  /** The hub's clock when the transaction began, ISO. */
  readonly at: string;
  publish(publication: Publication): void;
  send(message: OutgoingMessage): void;
  /** Messages written before are due again: after COMMIT, who delivers is told as of new ones. */
  wakeDeliveries(): void;
  note(operatorCode: OperatorCode, infraRef: string, entry: TimelineEntry): void;
  audit(row: AuditRow): void;
  /** Runs `body` on behalf of `actor` as a part of this transaction; if it throws, it alone leaves nothing behind. */
  part<R>(actor: Actor, body: (work: Work) => Promise<R>): Promise<R>;
}

/** What a committed transaction left behind, for those who wait: feeds and deliveries. */
export interface Committed {
  readonly published: readonly OperatorCode[];
  readonly sent: boolean;
}

export type Transactor = <R>(options: TransactOptions, body: (work: Work) => Promise<R>) => Promise<R>;
export interface TransactOptions {
  readonly tenants: readonly OperatorCode[];
  readonly actor: Actor;
}

/** Channel on which hub processes tell each other whose journals grew. */
export const FEED_CHANNEL = 'vigie_feed';

/**
 * Makes `transact`. `now` is the hub's clock; `onCommitted` hears of every transaction that published or sent, after its
 * COMMIT; other hub processes hear by NOTIFY.
 */
export function transactor(db: Database, now: () => number, onCommitted: (committed: Committed) => void): Transactor {
  return async (options, body) => {
    const gathered = new Gathered();
    const at = new Date(now()).toISOString();
    const { value, readers } = await db.inTenants(options.tenants, async (tx) => {
      const value = await body(workOn(tx, options.actor, at, gathered));
      await writeAudits(tx, gathered.audits, at);
      await writeTimeline(tx, gathered.notes);
      await writeOutbox(tx, gathered.sent, at);
      const news = await newsAmong(tx, gathered.published);
      await writeJournal(tx, news, at);
      return { value, readers: [...new Set(news.map((p) => p.operatorCode))] };
    });
    const sent = gathered.sent.length > 0 || gathered.awoken;
    if (readers.length > 0 || sent) onCommitted({ published: readers, sent });
    return value;
  };
}

/** What a transaction will write before its COMMIT, in the order in which it was said. */
class Gathered {
  readonly published: Publication[] = [];
  readonly sent: OutgoingMessage[] = [];
  readonly notes: { operatorCode: OperatorCode; infraRef: string; entry: TimelineEntry }[] = [];
  readonly audits: (AuditRow & { readonly actor: Actor })[] = [];
  awoken = false;

  add(part: Gathered): void {
    this.published.push(...part.published);
    this.sent.push(...part.sent);
    this.notes.push(...part.notes);
    this.audits.push(...part.audits);
    this.awoken ||= part.awoken;
  }
}

function workOn(tx: Tx, actor: Actor, at: string, gathered: Gathered): Work {
  return {
    rows: tx.rows,
    actor,
    at,
    publish: (publication) => gathered.published.push(publication),
    send: (message) => gathered.sent.push(message),
    wakeDeliveries: () => {
      gathered.awoken = true;
    },
    note: (operatorCode, infraRef, entry) => gathered.notes.push({ operatorCode, infraRef, entry }),
    audit: (row) => gathered.audits.push({ ...row, actor }),
    part: async (as, body) => {
      const own = new Gathered();
      await tx.rows('SAVEPOINT part');
      try {
        const value = await body(workOn(tx, as, at, own));
        await tx.rows('RELEASE part');
        gathered.add(own);
        return value;
      } catch (error) {
        await tx.rows('ROLLBACK TO part');
        throw error;
      }
    },
  };
}

// JSON goes as one parameter below, not as an array of texts: escaping each text for the array takes longer than all else.
async function writeAudits(tx: Tx, rows: Gathered['audits'], at: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.rows(
    `INSERT INTO audit (operator_code, at, actor, role, action, subject, detail)
     SELECT o, $2, w, r, a, s, d
     FROM ROWS FROM (unnest($1::text[], $3::text[], $4::text[], $5::text[], $6::text[]),
       jsonb_array_elements($7::jsonb)) AS u (o, w, r, a, s, d)`,
    [
      rows.map((r) => r.operatorCode),
      at,
      rows.map((r) => r.actor.login),
      rows.map((r) => r.actor.role),
      rows.map((r) => r.action),
      rows.map((r) => r.subject),
      JSON.stringify(rows.map((r) => r.detail ?? {})),
    ],
  );
}

async function writeTimeline(tx: Tx, rows: Gathered['notes']): Promise<void> {
  if (rows.length === 0) return;
  await tx.rows(
    `INSERT INTO timeline (operator_code, infra_ref, at, heard_at, entry)
     SELECT o, r, (e ->> 'at')::timestamptz, (e ->> 'heardAt')::timestamptz, e
     FROM ROWS FROM (unnest($1::text[], $2::text[]), jsonb_array_elements($3::jsonb)) AS u (o, r, e)`,
    [rows.map((r) => r.operatorCode), rows.map((r) => r.infraRef), JSON.stringify(rows.map((r) => r.entry))],
  );
}

async function writeOutbox(tx: Tx, rows: readonly OutgoingMessage[], at: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.rows(
    `INSERT INTO outbox (operator_code, recipient_code, message, infra_ref, body, context, created_at, due_at)
     SELECT o, r, m, i, b, c, $7, coalesce(d, $7::timestamptz)
     FROM ROWS FROM (unnest($1::text[], $2::text[], $3::text[], $4::text[]),
       jsonb_array_elements($5::jsonb), jsonb_array_elements($6::jsonb), unnest($8::timestamptz[]))
       AS u (o, r, m, i, b, c, d)`,
    [
      rows.map((r) => r.operatorCode),
      rows.map((r) => r.recipientCode),
      rows.map((r) => r.message),
      rows.map((r) => r.infraRef),
      JSON.stringify(rows.map((r) => r.body)),
      JSON.stringify(rows.map((r) => r.context ?? {})),
      at,
      rows.map((r) => r.dueAt ?? null),
    ],
  );
}

/** A publication that says something new to its operator. */
interface News extends Publication {
  readonly json: string;
  readonly digest: string;
}

/**
 * Leaves those that differ from what their reader already has: a journal row says that something changed. Whoever
 * publishes an entity holds its lock, so none of these documents can change before COMMIT.
 */
async function newsAmong(tx: Tx, publications: readonly Publication[]): Promise<News[]> {
  // One entity may be published twice in a transaction: its newest document stands.
  const newest = new Map(publications.map((p) => [`${p.operatorCode} ${p.kind} ${p.id}`, p]));
  const all = [...newest].map(([key, publication]) => {
    const json = JSON.stringify(publication.doc);
    const digest = createHash('sha256')
      .update(publication.live ? 'live' : 'past')
      .update(json)
      .digest('base64');
    return { key, ...publication, json, digest };
  });
  if (all.length === 0) return [];
  const known = await tx.rows<{ operator_code: string; kind: string; id: string; digest: string }>(
    `SELECT p.operator_code, p.kind, p.id, p.digest
     FROM unnest($1::text[], $2::text[], $3::text[]) AS u (operator_code, kind, id)
     JOIN projections p USING (operator_code, kind, id)`,
    [all.map((p) => p.operatorCode), all.map((p) => p.kind), all.map((p) => p.id)],
  );
  const before = new Map(known.map((row) => [`${row.operator_code} ${row.kind} ${row.id}`, row.digest]));
  return all.filter(({ key, digest }) => before.get(key) !== digest);
}

/** Numbers the news of each operator without a gap, in commit order: the head's row is locked until COMMIT. */
async function writeJournal(tx: Tx, news: readonly News[], at: string): Promise<void> {
  if (news.length === 0) return;
  // Heads are locked in one order everywhere, so two transactions never wait for each other in a ring.
  const counts = new Map<OperatorCode, number>();
  for (const { operatorCode } of news) counts.set(operatorCode, (counts.get(operatorCode) ?? 0) + 1);
  const heads = await tx.rows<{ operator_code: OperatorCode; seq: number }>(
    `INSERT INTO feed_heads (operator_code, seq)
     SELECT o, n FROM unnest($1::text[], $2::bigint[]) AS u (o, n) ORDER BY o
     ON CONFLICT (operator_code) DO UPDATE SET seq = feed_heads.seq + EXCLUDED.seq RETURNING operator_code, seq`,
    [[...counts.keys()], [...counts.values()]],
  );
  const last = new Map(heads.map((head) => [head.operator_code, head.seq - (counts.get(head.operator_code) ?? 0)]));
  const seqs = news.map(({ operatorCode }) => {
    const seq = (last.get(operatorCode) ?? 0) + 1;
    last.set(operatorCode, seq);
    return seq;
  });
  await tx.rows(
    `WITH told AS (
       SELECT * FROM ROWS FROM (unnest($1::text[], $2::bigint[], $3::text[], $4::text[]),
         jsonb_array_elements($5::jsonb), unnest($6::text[], $7::boolean[], $8::timestamptz[]))
         AS u (o, s, k, i, d, digest, l, a)
     ), journalled AS (
       INSERT INTO journal (operator_code, seq, kind, id, at) SELECT o, s, k, i, $9 FROM told
     ), projected AS (
       INSERT INTO projections (operator_code, kind, id, doc, digest, seq, live, at)
       SELECT o, k, i, d, digest, s, l, a FROM told
       ON CONFLICT (operator_code, kind, id) DO UPDATE
         SET doc = EXCLUDED.doc, digest = EXCLUDED.digest, seq = EXCLUDED.seq, live = EXCLUDED.live
     ) SELECT pg_notify('${FEED_CHANNEL}', $10)`,
    [
      news.map((p) => p.operatorCode),
      seqs,
      news.map((p) => p.kind),
      news.map((p) => p.id),
      `[${news.map((p) => p.json).join(',')}]`,
      news.map((p) => p.digest),
      news.map((p) => p.live),
      news.map((p) => p.at),
      at,
      [...counts.keys()].join(','),
    ],
  );
}
