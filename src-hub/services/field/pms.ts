import type { FieldPm, Query } from '@shared/contract/http';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import type { Tx } from '../../db/database';

type Input = NonNullable<Query<'fieldPms'>> & { readonly limit: number };

const COLUMNS = `pm_ref AS "pmRef", infra_operator_code AS "infraOperatorCode", insee_code AS "inseeCode", commune, department,
  longitude, latitude, accuracy`;
/** Metres in a degree of latitude. */
const DEGREE_M = 111_320;
/** Nobody walks further to a PM: what is looked at is a box of this half side, in degrees of latitude. */
const NEAR_DEGREES = 0.25;

type Found = Omit<FieldPm, 'technicalPmRefs'>;

/**
 * GET /api/field/pms: PMs that the caller's operator owns or has lines at: the nearest to a place first, or those whose
 * reference or commune holds a text, the closest match first. Where somebody stands is not kept.
 */
export async function findFieldPms(ctx: HubContext, caller: Caller, input: Input): Promise<{ items: FieldPm[] }> {
  const { operatorCode } = caller;
  return ctx.db.inTenants([operatorCode], async (tx) => {
    const { text, longitude, latitude, limit } = input;
    const found =
      text === undefined
        ? await near(tx, operatorCode, Number(longitude), Number(latitude), limit)
        : await named(tx, operatorCode, text, limit);
    const rows = await tx.rows<{ pmRef: string; refs: string[] }>(
      `SELECT pm_ref AS "pmRef", array_agg(DISTINCT technical_pm_ref ORDER BY technical_pm_ref) AS refs FROM lines
       WHERE operator_code = $1 AND pm_ref = ANY ($2) AND technical_pm_ref IS NOT NULL GROUP BY pm_ref`,
      [operatorCode, found.map(({ pmRef }) => pmRef)],
    );
    const refs = new Map(rows.map((row) => [row.pmRef, row.refs]));
    return { items: found.map((pm) => ({ ...pm, technicalPmRefs: refs.get(pm.pmRef) ?? [] })) };
  });
}

async function near(tx: Tx, operatorCode: OperatorCode, x: number, y: number, limit: number): Promise<Found[]> {
  // Plane enough within a box; near a pole nobody has a PM.
  const narrowing = Math.max(0.05, Math.cos((y * Math.PI) / 180));
  const rows = await tx.rows<Omit<Found, 'distanceM'> & { metres: number }>(
    `SELECT ${COLUMNS}, $5::float8 * sqrt(((longitude - $2) * $4) ^ 2 + (latitude - $3) ^ 2) AS metres FROM pms
     WHERE operator_code = $1 AND latitude BETWEEN $3::float8 - $6::float8 AND $3::float8 + $6::float8
       AND abs(longitude - $2::float8) * $4::float8 <= $6
     ORDER BY metres, pm_ref LIMIT $7`,
    [operatorCode, x, y, narrowing, DEGREE_M, NEAR_DEGREES, limit],
  );
  return rows.map(({ metres, ...pm }) => ({ ...pm, distanceM: Math.round(metres) }));
}

async function named(tx: Tx, operatorCode: OperatorCode, text: string, limit: number): Promise<Found[]> {
  const literal = text.replace(/[\\%_]/g, '\\$&');
  const rows = await tx.rows<Omit<Found, 'distanceM'>>(
    `SELECT ${COLUMNS} FROM pms WHERE operator_code = $1 AND (pm_ref ILIKE '%' || $2 || '%' OR commune ILIKE $2 || '%')
     ORDER BY upper(pm_ref) <> upper($3), NOT pm_ref ILIKE $2 || '%', NOT pm_ref ILIKE '%' || $2, pm_ref LIMIT $4`,
    [operatorCode, literal, text, limit],
  );
  return rows.map((pm) => ({ ...pm, distanceM: null }));
}
