import type { Attribution } from '@shared/domain/outage';
import type { Work } from '../db/work';
import type { Closing, OutageLine } from './outage-change';

/** A row of `outages`; instants are ISO. */
export interface OutageRow {
  readonly operatorCode: string;
  readonly id: string;
  readonly infraOperatorCode: string;
  readonly infraRef: string;
  readonly pmRef: string;
  readonly raisedAt: string;
  readonly reportedAt: string;
  readonly lastVictimAt: string;
  readonly endedAt: string | null;
  readonly confirmedAt: string | null;
  readonly closedAt: string | null;
  readonly closing: Closing | null;
  readonly attribution: Attribution | null;
  readonly lines: readonly OutageLine[];
}

/** Writes outages, new and known, in one statement. */
export async function saveOutages(work: Work, rows: readonly OutageRow[]): Promise<void> {
  if (rows.length === 0) return;
  await work.rows(
    `INSERT INTO outages (operator_code, id, infra_operator_code, infra_ref, pm_ref, raised_at, reported_at,
       last_victim_at, ended_at, confirmed_at, closed_at, closing, attribution, lines)
     SELECT operator_code, id, infra_operator_code, infra_ref, pm_ref, raised_at, reported_at, last_victim_at, ended_at,
       confirmed_at, closed_at, closing, attribution, lines
     FROM ROWS FROM (unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
       $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[]),
       jsonb_array_elements($13::jsonb), jsonb_array_elements($14::jsonb)) AS u (operator_code, id, infra_operator_code, infra_ref, pm_ref, raised_at, reported_at, last_victim_at, ended_at,
         confirmed_at, closed_at, closing, attribution, lines)
     ON CONFLICT (operator_code, id) DO UPDATE SET raised_at = EXCLUDED.raised_at,
       last_victim_at = EXCLUDED.last_victim_at, ended_at = EXCLUDED.ended_at, confirmed_at = EXCLUDED.confirmed_at,
       closed_at = EXCLUDED.closed_at, closing = EXCLUDED.closing, attribution = EXCLUDED.attribution,
       lines = EXCLUDED.lines`,
    [
      rows.map((r) => r.operatorCode),
      rows.map((r) => r.id),
      rows.map((r) => r.infraOperatorCode),
      rows.map((r) => r.infraRef),
      rows.map((r) => r.pmRef),
      rows.map((r) => r.raisedAt),
      rows.map((r) => r.reportedAt),
      rows.map((r) => r.lastVictimAt),
      rows.map((r) => r.endedAt),
      rows.map((r) => r.confirmedAt),
      rows.map((r) => r.closedAt),
      rows.map((r) => r.closing),
      JSON.stringify(rows.map((r) => r.attribution)),
      JSON.stringify(rows.map((r) => r.lines)),
    ],
  );
}
