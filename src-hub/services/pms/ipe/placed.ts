import type { OperatorCode } from '@shared/domain/codes';
import type { Work } from '../../../db/work';
import type { Degrees } from './projections';
import type { IpePm, NamedPm, Problems } from './read';

export interface PlacedPm extends IpePm {
  readonly place: NonNullable<IpePm['place']>;
  readonly accuracy: 'exact' | 'commune';
}

/**
 * The deployed PMs of a file as they would be kept. What cannot be kept is a problem: a PM that another operator publishes
 * is not taken over, and one without coordinates needs others in its commune, of the file or known before.
 */
export async function placedPms(
  work: Work,
  operatorCode: OperatorCode,
  deployed: readonly NamedPm[],
  problems: Problems,
): Promise<readonly PlacedPm[]> {
  await checkOwners(work, operatorCode, deployed, problems);
  const centres = await knownCentres(work, deployed);
  for (const [insee, centre] of centresOf(deployed)) centres.set(insee, centre);
  return deployed.flatMap(({ pm, source }): PlacedPm[] => {
    if (pm.place !== null) return [{ ...pm, place: pm.place, accuracy: 'exact' }];
    const place = centres.get(pm.inseeCode);
    if (place !== undefined) return [{ ...pm, place, accuracy: 'commune' }];
    const message = `${pm.pmRef} has no coordinates, and no PM of ${pm.commune} has any`;
    problems.add({
      code: 'no-centre',
      field: 'CoordonneePMX',
      line: source.line,
      column: source.columns.CoordonneePMX,
      message,
    });
    return [];
  });
}

async function checkOwners(
  work: Work,
  operatorCode: OperatorCode,
  pms: readonly NamedPm[],
  problems: Problems,
): Promise<void> {
  const others = await work.rows<{ pm_ref: string }>(
    'SELECT DISTINCT pm_ref FROM pms WHERE infra_operator_code <> $1 AND pm_ref = ANY ($2)',
    [operatorCode, pms.map(({ pm }) => pm.pmRef)],
  );
  const isTaken = new Set(others.map((row) => row.pm_ref));
  for (const { pm, source } of pms.filter((one) => isTaken.has(one.pm.pmRef))) {
    const message = `${pm.pmRef} is published by another operator`;
    problems.add({
      code: 'other-operator',
      field: 'ReferencePM',
      line: source.line,
      column: source.columns.ReferencePM,
      message,
    });
  }
}

/** The middle of the PMs known before, of communes in which the file has one without coordinates. */
async function knownCentres(work: Work, pms: readonly NamedPm[]): Promise<Map<string, Degrees>> {
  const known = await work.rows<{ insee: string; longitude: number; latitude: number }>(
    `SELECT insee_code AS insee, avg(longitude) AS longitude, avg(latitude) AS latitude FROM pms
     WHERE operator_code = infra_operator_code AND accuracy = 'exact' AND insee_code = ANY ($1) GROUP BY 1`,
    [[...new Set(pms.flatMap(({ pm }) => (pm.place === null ? [pm.inseeCode] : [])))]],
  );
  return new Map(known.map(({ insee, ...centre }) => [insee, centre]));
}

/** The mean place of each commune's PMs that have one. */
function centresOf(pms: readonly NamedPm[]): Map<string, Degrees> {
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
