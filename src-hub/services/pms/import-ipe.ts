import type { IngestResult } from '@shared/contract/http';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { inOwnTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';
import type { Degrees } from './projections';
import { type IpeFile, type IpePm, readIpe } from './read-ipe';
import { lockPmRows } from './rows';

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
  return inOwnTurn(ctx, caller, async ({ work }) => {
    await lockPmRows(
      work,
      file.pms.map(({ pm }) => pm.pmRef),
    );
    await checkOwners(work, caller.operatorCode, file.pms);
    const pms = await placed(work, file.pms);
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

/** A PM is one operator's: another's reference in a file is an error, not a change of owner. */
async function checkOwners(work: Work, operatorCode: OperatorCode, pms: IpeFile['pms']): Promise<void> {
  const others = await work.rows<{ pm_ref: string }>(
    'SELECT DISTINCT pm_ref FROM pms WHERE infra_operator_code <> $1 AND pm_ref = ANY ($2)',
    [operatorCode, pms.map(({ pm }) => pm.pmRef)],
  );
  const isTaken = new Set(others.map((row) => row.pm_ref));
  refuseAt(
    pms.filter(({ pm }) => isTaken.has(pm.pmRef)),
    'ReferencePM',
    (pm) => `${pm.pmRef} is published by another operator`,
  );
}

/** A PM without coordinates stands in the middle of its commune's other PMs, of the file or else known before. */
async function placed(work: Work, pms: IpeFile['pms']): Promise<PlacedPm[]> {
  const known = await work.rows<{ insee: string; longitude: number; latitude: number }>(
    `SELECT insee_code AS insee, avg(longitude) AS longitude, avg(latitude) AS latitude FROM pms
     WHERE operator_code = infra_operator_code AND accuracy = 'exact' AND insee_code = ANY ($1) GROUP BY 1`,
    [[...new Set(pms.flatMap(({ pm }) => (pm.place === null ? [pm.inseeCode] : [])))]],
  );
  const centres = new Map<string, Degrees>(known.map(({ insee, ...centre }) => [insee, centre]));
  for (const [insee, centre] of centresOf(pms)) centres.set(insee, centre);
  refuseAt(
    pms.filter(({ pm }) => pm.place === null && !centres.has(pm.inseeCode)),
    'CoordonneePMX',
    (pm) => `${pm.pmRef} has no coordinates, and no PM of ${pm.commune} has any`,
  );
  return pms.flatMap(({ pm }) => {
    const place = pm.place ?? centres.get(pm.inseeCode);
    return place === undefined ? [] : [{ ...pm, place, accuracy: pm.place === null ? 'commune' : 'exact' }];
  });
}

/** The mean place of each commune's PMs that have one. */
function centresOf(pms: IpeFile['pms']): Map<string, Degrees> {
  const sums = new Map<string, { longitude: number; latitude: number; count: number }>();
  for (const { pm } of pms) {
    if (pm.place === null) continue;
    const sum = sums.get(pm.inseeCode) ?? { longitude: 0, latitude: 0, count: 0 };
    sum.longitude += pm.place.longitude;
    sum.latitude += pm.place.latitude;
    sum.count += 1;
    sums.set(pm.inseeCode, sum);
  }
  return new Map(
    [...sums].map(([insee, { longitude, latitude, count }]) => [
      insee,
      { longitude: longitude / count, latitude: latitude / count },
    ]),
  );
}

function refuseAt(wrong: IpeFile['pms'], field: 'ReferencePM' | 'CoordonneePMX', why: (pm: IpePm) => string): void {
  if (wrong.length === 0) return;
  throw new Refusal(
    'INVALID_FIELD',
    'nothing was imported',
    wrong.map(({ pm, source }) => ({ field, line: source.line, column: source.columns[field], message: why(pm) })),
  );
}

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
