import type { Session } from '@shared/contract/http';
import { useCallback, useState } from 'react';
import { useLive, useSession } from '../../desk/desk';
import type { MapColumns } from '../../live/live';
import { useClock } from '../../ui/clock';
import { changed, type Draft, type DraftChange, newDraft } from './draft';
import type { GrantPrefill } from './prefill';

/** Drafts while their session lasts, in memory alone: one person's draft is never the next one's. */
const drafts = new WeakMap<Session, { readonly draft: Draft; readonly prefill: GrantPrefill | null }>();

interface DraftInHand {
  readonly draft: Draft;
  change(change: DraftChange): void;
  /** Back to how the form opens with nothing asked. */
  reset(): void;
  /** It became a pre-authorisation. */
  forget(): void;
}

/** The draft of this session. Coming back finds it as it was left; another outage starts another. */
export function useDraft(prefill: GrantPrefill | null): DraftInHand {
  const session = useSession();
  const live = useLive();
  const clock = useClock();
  const [draft, setDraft] = useState(() => {
    const kept = drafts.get(session);
    if (kept !== undefined && (prefill === null || prefill === kept.prefill)) return kept.draft;
    return newDraft(clock.now(), prefill, departmentOf(live.map.columns.get(), prefill?.pmRef));
  });
  const keep = useCallback(
    (next: Draft) => {
      drafts.set(session, { draft: next, prefill });
      setDraft(next);
    },
    [session, prefill],
  );
  const change = useCallback(
    (what: DraftChange) =>
      setDraft((now) => {
        const next = changed(now, what);
        drafts.set(session, { draft: next, prefill });
        return next;
      }),
    [session, prefill],
  );
  return {
    draft,
    change,
    reset: () => keep(newDraft(clock.now(), null, null)),
    forget: () => void drafts.delete(session),
  };
}

/** Where a PM stands, by what the map knows. */
function departmentOf(columns: MapColumns | null, pmRef: string | undefined): string | null {
  if (columns === null || pmRef === undefined) return null;
  const at = columns.pmRefs.indexOf(pmRef);
  return at < 0 ? null : (columns.communes[columns.commune[at] ?? -1]?.department ?? null);
}
