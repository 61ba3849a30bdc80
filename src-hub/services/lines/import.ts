import type { IngestResult } from '@shared/contract/http';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { inOwnTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';
import { lockPmRows } from '../pms/rows';
import { copyWorksTo } from '../works/store';
import { type PlacedLine, readLines } from './read';
import { insertLines } from './store';

const BATCH = 5_000;

/**
 * PUT /api/lines: an operator's inventory, or a part of it. Lines are added, or brought up to date by their PTO, all or
 * nothing; the PMs where they stand must have been published by their infrastructure operator.
 * @throws Refusal MALFORMED_BODY, INVALID_FIELD, UNKNOWN_PM, with line and field
 */
export async function importLines(
  ctx: HubContext,
  caller: Caller,
  source: AsyncIterable<Buffer>,
): Promise<IngestResult> {
  const rows = await readLines(source);
  return inOwnTurn(ctx, caller, async ({ work }) => {
    const pmRefs = [...new Set(rows.map((row) => row.line.pmRef))];
    await checkPms(work, rows, pmRefs);
    const before = await pmsOfLines(work, caller.operatorCode, rows);
    const touched = [...new Set([...pmRefs, ...before])];
    await lockPmRows(work, touched);
    await removeLines(work, caller.operatorCode, rows);
    for (let at = 0; at < rows.length; at += BATCH) {
      const batch = rows.slice(at, at + BATCH);
      await checkOnts(work, caller.operatorCode, batch);
      await insertLines(
        work,
        caller.operatorCode,
        batch.map((row) => row.line),
      );
    }
    await recount(work, caller.operatorCode, touched);
    await copyWorksTo(work, caller.operatorCode, touched);
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'line.import',
      subject: caller.operatorCode,
      detail: { lines: rows.length, pms: pmRefs.length },
    });
    return { received: rows.length, accepted: rows.length, duplicates: 0 };
  });
}

async function checkPms(work: Work, rows: readonly PlacedLine[], pmRefs: readonly string[]): Promise<void> {
  const known = await work.rows<{ pm_ref: string }>(
    'SELECT pm_ref FROM pms WHERE operator_code = infra_operator_code AND pm_ref = ANY ($1)',
    [pmRefs],
  );
  const isKnown = new Set(known.map((row) => row.pm_ref));
  const places = rows
    .filter((row) => !isKnown.has(row.line.pmRef))
    .map((row) => ({ field: 'pmRef', line: row.at, message: `no operator published the PM ${row.line.pmRef}` }));
  if (places.length > 0) throw new Refusal('UNKNOWN_PM', 'nothing was imported', places);
}

/** An ONT belongs to one line: another line's is an error of the file, not of the database. */
async function checkOnts(work: Work, operatorCode: OperatorCode, rows: readonly PlacedLine[]): Promise<void> {
  const taken = await work.rows<{ i: number; pto_ref: string }>(
    `SELECT u.i::int, l.pto_ref FROM unnest($2::text[], $3::int[], $4::text[]) WITH ORDINALITY AS u (pon, ont, pto, i)
     JOIN lines l ON l.operator_code = $1 AND l.pon_path = u.pon AND l.ont_number = u.ont AND l.pto_ref <> u.pto`,
    [
      operatorCode,
      rows.map((row) => row.line.ponPath),
      rows.map((row) => row.line.ontNumber),
      rows.map((row) => row.line.ptoRef),
    ],
  );
  const places = taken.map(({ i, pto_ref }) => ({
    field: 'ontNumber',
    line: rows[i - 1]?.at ?? 0,
    message: `this ONT is that of ${pto_ref}`,
  }));
  if (places.length > 0) throw new Refusal('INVALID_FIELD', 'nothing was imported', places);
}

/**
 * Takes the earlier state of the given lines away before the new one is written: two of them may have exchanged their
 * ONTs, which one line after the other could not.
 */
async function removeLines(work: Work, operatorCode: OperatorCode, rows: readonly PlacedLine[]): Promise<void> {
  await work.rows('DELETE FROM lines WHERE operator_code = $1 AND pto_ref = ANY ($2)', [
    operatorCode,
    rows.map((row) => row.line.ptoRef),
  ]);
}

/** PMs that the given lines stood at before. */
async function pmsOfLines(work: Work, operatorCode: OperatorCode, rows: readonly PlacedLine[]): Promise<string[]> {
  const found = await work.rows<{ pm_ref: string }>(
    'SELECT DISTINCT pm_ref FROM lines WHERE operator_code = $1 AND pto_ref = ANY ($2)',
    [operatorCode, rows.map((row) => row.line.ptoRef)],
  );
  return found.map((row) => row.pm_ref);
}

/** Brings the operator's copies of these PMs, and the counts that it and their owners see, up to date. */
async function recount(work: Work, operatorCode: OperatorCode, pmRefs: readonly string[]): Promise<void> {
  await work.rows(
    `INSERT INTO pms (operator_code, pm_ref, infra_operator_code, insee_code, commune, department, longitude, latitude, accuracy)
     SELECT $1, pm_ref, infra_operator_code, insee_code, commune, department, longitude, latitude, accuracy
     FROM pms WHERE operator_code = infra_operator_code AND pm_ref = ANY ($2) ON CONFLICT DO NOTHING`,
    [operatorCode, pmRefs],
  );
  await work.rows(
    `UPDATE pms SET line_counts = CASE WHEN c.n = 0 THEN pms.line_counts - $1::text
         ELSE pms.line_counts || jsonb_build_object($1::text, c.n) END
     FROM (SELECT ref, (SELECT count(*) FROM lines l WHERE l.operator_code = $1 AND l.pm_ref = ref) AS n
           FROM unnest($2::text[]) AS ref) AS c
     WHERE pms.pm_ref = c.ref AND (pms.operator_code = $1 OR pms.operator_code = pms.infra_operator_code)`,
    [operatorCode, pmRefs],
  );
}
