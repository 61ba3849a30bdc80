import { isDeepStrictEqual } from 'node:util';
import type { ProblemPlace } from '@shared/contract/errors';
import { isFinal, type Works, type WorksNotice } from '@shared/domain/works';
import type { PlacedNotice } from './read';

/** What announcements change of what stands. */
export interface WorksChanges {
  /** As they are to stand, each reference once. */
  readonly changed: readonly Works[];
  /** Said before, or overtaken by a later row of the same body. */
  readonly duplicates: number;
  /** Works that are over or cancelled, and were to change. */
  readonly conflicts: readonly ProblemPlace[];
}

/**
 * From what the infrastructure operator says (`at`, ISO) and what stands: of several rows of one reference the last
 * holds, so a day's journal may be sent as it is, and sent again. Pure.
 */
export function changesOf(
  infraOperatorCode: string,
  notices: readonly PlacedNotice[],
  standing: ReadonlyMap<string, Works>,
  at: string,
): WorksChanges {
  const last = new Map(notices.map((placed) => [placed.notice.worksRef, placed]));
  const changed: Works[] = [];
  const conflicts: ProblemPlace[] = [];
  for (const { notice, line } of last.values()) {
    const before = standing.get(notice.worksRef);
    const now = worksOf(infraOperatorCode, notice, before, at);
    if (before !== undefined && isDeepStrictEqual(before, now)) continue;
    if (before !== undefined && isFinal(before.state)) {
      const message = `${notice.worksRef} is ${before.state} and does not change: use another reference`;
      conflicts.push({ field: 'state', line, message });
    } else changed.push(now);
  }
  return { changed, duplicates: notices.length - changed.length, conflicts };
}

function worksOf(infraOperatorCode: string, notice: WorksNotice, before: Works | undefined, at: string): Works {
  const { description, pmRefs, startsAt, endsAt, ...rest } = notice;
  return {
    ...rest,
    ...(description !== undefined && { description }),
    infraOperatorCode,
    pmRefs: [...new Set(pmRefs)].sort(),
    startsAt: iso(startsAt),
    endsAt: iso(endsAt),
    overAt: isFinal(notice.state) ? (before?.overAt ?? at) : null,
  };
}

/** As the database gives it back: with the same instant, the same text. */
const iso = (instant: string) => new Date(instant).toISOString();
