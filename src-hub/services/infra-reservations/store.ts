import type { OperatorCode, PmRef } from '@shared/domain/codes';
import type { InfraReservation } from '@shared/domain/pre-authorisation';
import type { Tx } from '../../db/database';
import { together } from '../../db/together';

export interface ReservationRow {
  readonly operator_code: OperatorCode;
  readonly id: string;
  readonly pm_ref: string;
  readonly pto_ref: string | null;
  readonly reason: string;
  readonly until: string;
  readonly created_at: string;
}

export function fromRow(row: ReservationRow): InfraReservation {
  return {
    id: row.id,
    infraOperatorCode: row.operator_code,
    pmRef: row.pm_ref,
    ...(row.pto_ref === null ? {} : { ptoRef: row.pto_ref }),
    reason: row.reason,
    until: row.until,
  };
}

/** The same at one PM, for those who ask at the same moment of a transaction. */
export const reservationsBeside = together<
  { readonly infraOperatorCode: OperatorCode; readonly pmRef: PmRef; readonly at: string },
  readonly InfraReservation[]
>(async (tx, places) => {
  const all = await reservationsAt(tx, places, places[0]?.at ?? '');
  return places.map(({ infraOperatorCode, pmRef }) =>
    all.filter((one) => one.infraOperatorCode === infraOperatorCode && one.pmRef === pmRef),
  );
});

/** What infrastructure operators keep for themselves at these PMs and has not ended `at` (ISO). */
export async function reservationsAt(
  tx: Tx,
  places: readonly { readonly infraOperatorCode: OperatorCode; readonly pmRef: PmRef }[],
  at: string,
): Promise<InfraReservation[]> {
  const rows = await tx.rows<ReservationRow>(
    `SELECT * FROM infra_reservations WHERE operator_code = ANY ($1) AND pm_ref = ANY ($2) AND until > $3 ORDER BY id`,
    [[...new Set(places.map((p) => p.infraOperatorCode))], [...new Set(places.map((p) => p.pmRef))], at],
  );
  return rows.map(fromRow);
}
