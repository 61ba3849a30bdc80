import type { IngestResult } from '@shared/contract/http';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { inTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';
import { type IpePm, readIpe } from './read-ipe';

interface PlacedPm extends IpePm {
  readonly place: NonNullable<IpePm['place']>;
  readonly accuracy: 'exact' | 'commune';
}

/**
 * PUT /api/pms/ipe: an infrastructure operator's PMs, all or nothing. Deployed ones are kept, new and moved alike; the
 * operators with lines there get their copies moved too. PMs in another state are counted as received only.
 * @throws Refusal FORBIDDEN (no infrastructure operator), MALFORMED_BODY, INVALID_FIELD with line and column
 */
export async function importIpe(ctx: HubContext, caller: Caller, bytes: Buffer): Promise<IngestResult> {
  if (ctx.directory.all.get(caller.operatorCode)?.roles.includes('OI') !== true) {
    throw new Refusal('FORBIDDEN', 'only an infrastructure operator publishes PMs');
  }
  const file = readIpe(bytes);
  return inTurn(ctx, caller, async ({ work }) => {
    const pms = await placed(work, caller.operatorCode, file.pms);
    await store(work, caller.operatorCode, pms);
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'ipe.import',
      subject: caller.operatorCode,
      detail: { received: file.named, accepted: pms.length },
    });
    return { received: file.named, accepted: pms.length, duplicates: 0 };
  });
}

/** A PM without coordinates stands in the middle of its commune's other PMs, of the file or known before. */
async function placed(work: Work, operatorCode: OperatorCode, pms: readonly IpePm[]): Promise<PlacedPm[]> {
  const centres = new Map<string, { longitude: number; latitude: number }>();
  const known = await work.rows<{ insee: string; longitude: number; latitude: number }>(
    `SELECT insee_code AS insee, avg(longitude) AS longitude, avg(latitude) AS latitude FROM pms
     WHERE operator_code = infra_operator_code GROUP BY 1`,
  );
  for (const { insee, ...centre } of known) centres.set(insee, centre);
  for (const insee of new Set(pms.map((pm) => pm.inseeCode))) {
    const there = pms.flatMap((pm) => (pm.inseeCode === insee && pm.place !== null ? [pm.place] : []));
    if (there.length > 0) {
      centres.set(insee, {
        longitude: mean(there.map((p) => p.longitude)),
        latitude: mean(there.map((p) => p.latitude)),
      });
    }
  }
  const homeless = pms.filter((pm) => pm.place === null && !centres.has(pm.inseeCode));
  if (homeless.length > 0) {
    throw new Refusal(
      'INVALID_FIELD',
      'nothing was imported',
      homeless.map((pm) => ({
        field: 'CoordonneePMX',
        message: `${pm.pmRef} of ${operatorCode} has no coordinates, and no PM of ${pm.commune} has any`,
      })),
    );
  }
  return pms.flatMap((pm) => {
    const place = pm.place ?? centres.get(pm.inseeCode);
    return place === undefined
      ? []
      : [{ ...pm, place, accuracy: pm.place === null ? ('commune' as const) : ('exact' as const) }];
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

async function store(work: Work, operatorCode: OperatorCode, pms: readonly PlacedPm[]): Promise<void> {
  const columns = [
    operatorCode,
    pms.map((pm) => pm.pmRef),
    pms.map((pm) => pm.inseeCode),
    pms.map((pm) => pm.commune),
    pms.map((pm) => pm.department),
    pms.map((pm) => pm.place.longitude),
    pms.map((pm) => pm.place.latitude),
    pms.map((pm) => pm.accuracy),
  ];
  const given = `unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::float8[], $8::text[])
    AS u (ref, insee, commune, department, longitude, latitude, accuracy)`;
  await work.rows(
    `INSERT INTO pms (operator_code, pm_ref, infra_operator_code, insee_code, commune, department, longitude, latitude, accuracy)
     SELECT $1, ref, $1, insee, commune, department, longitude, latitude, accuracy FROM ${given} ON CONFLICT DO NOTHING`,
    columns,
  );
  await work.rows(
    `UPDATE pms SET insee_code = insee, commune = u.commune, department = u.department, longitude = u.longitude,
       latitude = u.latitude, accuracy = u.accuracy
     FROM ${given} WHERE pms.pm_ref = ref AND pms.infra_operator_code = $1`,
    columns,
  );
}
