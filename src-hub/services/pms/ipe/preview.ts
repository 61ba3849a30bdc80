import { IPE_LISTED, type IpeFormat, type IpePreview } from '@shared/contract/ipe';
import type { OperatorCode } from '@shared/domain/codes';
import type { Caller, HubContext } from '../../../context';
import type { Work } from '../../../db/work';
import { inOwnTurn } from '../../../engine/turn';
import { changesOf, type KnownPm } from './changes';
import { abandonedPms } from './closing';
import { checkIsInfra } from './import';
import { placedPms } from './placed';
import { readIpe } from './read';

/**
 * POST /api/pms/ipe/preview: how a file reads, what importing it would change, and what is wrong with it. Writes nothing.
 * @throws Refusal FORBIDDEN (no infrastructure operator), BODY_TOO_LARGE
 */
export async function previewIpe(
  ctx: HubContext,
  caller: Caller,
  source: AsyncIterable<Buffer>,
  format: IpeFormat,
): Promise<IpePreview> {
  checkIsInfra(ctx, caller);
  const { operatorCode } = caller;
  const file = await readIpe(source, format, IPE_LISTED);
  const { problems } = file;
  const deployed = file.pms.filter(({ state }) => state === 'deployed');
  return inOwnTurn(ctx, caller, async ({ work }) => {
    const pms = await placedPms(work, operatorCode, deployed, problems);
    const known = await knownPms(work, operatorCode);
    const closed = await abandonedPms(work, operatorCode, file);
    const { counts, ...changes } = changesOf(known, pms);
    const isNamed = new Set(file.pms.map(({ pm }) => pm.pmRef));
    return {
      format: { encoding: file.encoding, separator: file.separator, projections: [...file.projections] },
      rows: file.rows,
      counts: {
        ...counts,
        named: file.pms.length,
        closed: closed.filter(({ inUse }) => !inUse).length,
        inUse: closed.filter(({ inUse }) => inUse).length,
        leftOut: file.pms.length - deployed.length - closed.length,
        absent: [...known.keys()].filter((pmRef) => !isNamed.has(pmRef)).length,
      },
      ...changes,
      closed: closed.slice(0, IPE_LISTED),
      otherOperators: file.operators.filter((code) => code !== operatorCode),
      problems: { total: problems.total, places: problems.places },
    };
  });
}

async function knownPms(work: Work, operatorCode: OperatorCode): Promise<ReadonlyMap<string, KnownPm>> {
  const rows = await work.rows<KnownPm>(
    `SELECT pm_ref AS "pmRef", insee_code AS "inseeCode", commune, longitude, latitude
     FROM pms WHERE operator_code = $1 AND infra_operator_code = $1`,
    [operatorCode],
  );
  return new Map(rows.map((row) => [row.pmRef, row]));
}
