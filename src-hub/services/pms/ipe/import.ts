import type { IngestResult } from '@shared/contract/http';
import type { IpeFormat } from '@shared/contract/ipe';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../../context';
import type { Work } from '../../../db/work';
import { inOwnTurn } from '../../../engine/turn';
import { Refusal } from '../../../refusals';
import { lockPmRows } from '../rows';
import { abandonedPms, closePms } from './closing';
import { type PlacedPm, placedPms } from './placed';
import { Problems, readIpe } from './read';

export interface IpeImportOptions extends IpeFormat {
  /** Abandoned PMs that nobody uses leave the inventory. */
  readonly close?: boolean;
}

/** @throws Refusal FORBIDDEN for an operator that has no network */
export function checkIsInfra(ctx: HubContext, caller: Caller): void {
  if (ctx.directory.all.get(caller.operatorCode)?.roles.includes('OI') !== true) {
    throw new Refusal('FORBIDDEN', 'only an infrastructure operator publishes PMs');
  }
}

/**
 * PUT /api/pms/ipe: an infrastructure operator's PMs, all or nothing. Deployed ones are kept, new and moved alike; the
 * operators with lines there get their copies moved too. PMs in another state are counted as received only, unless `close`.
 * @throws Refusal FORBIDDEN (no infrastructure operator), MALFORMED_BODY, INVALID_FIELD with line and column
 */
export async function importIpe(
  ctx: HubContext,
  caller: Caller,
  source: AsyncIterable<Buffer>,
  { close = false, ...format }: IpeImportOptions = {},
): Promise<IngestResult> {
  checkIsInfra(ctx, caller);
  const file = await readIpe(source, format);
  refuseFor(file.problems);
  const deployed = file.pms.filter(({ state }) => state === 'deployed');
  return inOwnTurn(ctx, caller, async ({ work }) => {
    await lockPmRows(
      work,
      file.pms.map(({ pm }) => pm.pmRef),
    );
    const problems = new Problems(MOST_PROBLEMS);
    const pms = await placedPms(work, caller.operatorCode, deployed, problems);
    refuseFor(problems);
    await store(work, caller.operatorCode, pms);
    const closed = close
      ? await closePms(work, caller.operatorCode, await abandonedPms(work, caller.operatorCode, file))
      : undefined;
    const counted = { received: file.pms.length, accepted: pms.length, ...(closed !== undefined && { closed }) };
    work.audit({
      operatorCode: caller.operatorCode,
      action: 'ipe.import',
      subject: caller.operatorCode,
      detail: counted,
    });
    return { ...counted, duplicates: 0 };
  });
}

const MOST_PROBLEMS = 50;

function refuseFor({ total, malformed, places }: Problems): void {
  if (total === 0) return;
  const told = places.map(({ code: _, ...place }) => place);
  throw new Refusal(malformed ? 'MALFORMED_BODY' : 'INVALID_FIELD', 'nothing was imported', told);
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
