import { isDeepStrictEqual } from 'node:util';
import type { Publication, Work } from '../db/work';

/** Publishes the documents that differ from what their reader already has: a journal row says that something changed. */
export async function publishChanged(work: Work, publications: readonly Publication[]): Promise<void> {
  if (publications.length === 0) return;
  const known = await work.rows<{ operator_code: string; kind: string; id: string; doc: object; live: boolean }>(
    `SELECT p.operator_code, p.kind, p.id, p.doc, p.live
     FROM unnest($1::text[], $2::text[], $3::text[]) AS u (operator_code, kind, id)
     JOIN projections p USING (operator_code, kind, id)`,
    [publications.map((p) => p.operatorCode), publications.map((p) => p.kind), publications.map((p) => p.id)],
  );
  const before = new Map(known.map((row) => [`${row.operator_code} ${row.kind} ${row.id}`, row]));
  for (const publication of publications) {
    const old = before.get(`${publication.operatorCode} ${publication.kind} ${publication.id}`);
    if (old?.live === publication.live && isDeepStrictEqual(old.doc, publication.doc)) continue;
    work.publish(publication);
  }
}
