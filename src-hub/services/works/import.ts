import type { ProblemPlace } from '@shared/contract/errors';
import type { IngestResult } from '@shared/contract/http';
import type { Caller, HubContext } from '../../context';
import type { Work } from '../../db/work';
import { lockWorksOf } from '../../engine/locks';
import { inOwnTurn } from '../../engine/turn';
import { Refusal } from '../../refusals';
import { lockPmRows } from '../pms/rows';
import { changesOf } from './changes';
import type { PlacedNotice } from './read';
import { replaceWorks, standingWorks } from './store';

/**
 * PUT /api/works: what an infrastructure operator announces of works at PMs of its network, new, moved, over or
 * cancelled; idempotent by reference, all or nothing. Jobs that are live at those PMs are assessed again.
 * @throws Refusal FORBIDDEN (no infrastructure operator), UNKNOWN_PM, CONFLICT (over or cancelled already), with line
 * and field
 */
export async function importWorks(
  ctx: HubContext,
  caller: Caller,
  notices: readonly PlacedNotice[],
): Promise<IngestResult> {
  const infra = caller.operatorCode;
  if (ctx.directory.all.get(infra)?.roles.includes('OI') !== true) {
    throw new Refusal('FORBIDDEN', 'only an infrastructure operator announces works');
  }
  return inOwnTurn(ctx, caller, async ({ work, touched }) => {
    await lockWorksOf(work, infra);
    const standing = await standingWorks(work, infra, [...new Set(notices.map(({ notice }) => notice.worksRef))]);
    const told = notices.flatMap(({ notice }) => notice.pmRefs);
    const before = [...standing.values()].flatMap(({ pmRefs }) => pmRefs);
    await lockPmRows(work, [...new Set([...told, ...before])]);
    await checkPms(work, infra, notices);
    const { changed, duplicates, conflicts } = changesOf(infra, notices, standing, work.at);
    if (conflicts.length > 0) throw new Refusal('CONFLICT', 'nothing was taken', conflicts);
    await replaceWorks(work, infra, changed);
    for (const works of changed) {
      for (const pmRef of [...works.pmRefs, ...(standing.get(works.worksRef)?.pmRefs ?? [])]) touched.pms.add(pmRef);
      const { worksRef, kind, state, startsAt, endsAt, pmRefs } = works;
      const detail = { kind, state, startsAt, endsAt, pmCount: pmRefs.length };
      work.audit({ operatorCode: infra, action: 'works.import', subject: worksRef, detail });
    }
    return { received: notices.length, accepted: changed.length, duplicates };
  });
}

/** PMs of other networks are as those that do not exist (safety 5). */
async function checkPms(work: Work, infra: string, notices: readonly PlacedNotice[]): Promise<void> {
  const own = await work.rows<{ pm_ref: string }>(
    'SELECT pm_ref FROM pms WHERE operator_code = $1 AND infra_operator_code = $1 AND pm_ref = ANY ($2)',
    [infra, [...new Set(notices.flatMap(({ notice }) => notice.pmRefs))]],
  );
  const isOwn = new Set(own.map((row) => row.pm_ref));
  const places = notices.flatMap(({ notice, line }): ProblemPlace[] =>
    notice.pmRefs.flatMap((ref, i) =>
      isOwn.has(ref) ? [] : [{ field: `pmRefs.${i}`, line, message: `${ref} is not of your network` }],
    ),
  );
  if (places.length > 0) throw new Refusal('UNKNOWN_PM', 'nothing was taken', places);
}
