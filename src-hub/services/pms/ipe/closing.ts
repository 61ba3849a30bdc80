import type { OperatorCode } from '@shared/domain/codes';
import type { Work } from '../../../db/work';
import type { IpeFile } from './read';

/** A PM that is known, and that the file calls abandoned. */
export interface Abandoned {
  readonly pmRef: string;
  readonly commune: string;
  readonly lineCount: number;
  /** Lines or an open job are there: it stays. */
  readonly inUse: boolean;
}

export async function abandonedPms(work: Work, operatorCode: OperatorCode, file: IpeFile): Promise<Abandoned[]> {
  const refs = file.pms.filter(({ state }) => state === 'abandoned').map(({ pm }) => pm.pmRef);
  if (refs.length === 0) return [];
  return work.rows<Abandoned>(
    `SELECT pm_ref AS "pmRef", commune, "lineCount", "lineCount" > 0
         OR EXISTS (SELECT 1 FROM lines l WHERE l.operator_code = ANY (vigie_tenants()) AND l.pm_ref = p.pm_ref)
         OR EXISTS (SELECT 1 FROM jobs j WHERE j.pm_ref = p.pm_ref AND j.closed_at IS NULL) AS "inUse"
     FROM (SELECT pm_ref, commune, (SELECT coalesce(sum(value::int), 0)::int FROM jsonb_each_text(line_counts)) AS "lineCount"
       FROM pms WHERE operator_code = $1 AND infra_operator_code = $1 AND pm_ref = ANY ($2)) p ORDER BY pm_ref`,
    [operatorCode, refs],
  );
}

/** Takes those that nobody uses out of the inventory, with every copy. Returns how many. */
export async function closePms(
  work: Work,
  operatorCode: OperatorCode,
  abandoned: readonly Abandoned[],
): Promise<number> {
  const refs = abandoned.filter(({ inUse }) => !inUse).map(({ pmRef }) => pmRef);
  if (refs.length === 0) return 0;
  await work.rows('DELETE FROM pms WHERE infra_operator_code = $1 AND pm_ref = ANY ($2)', [operatorCode, refs]);
  return refs.length;
}
