import type { GrantPreview } from '@shared/contract/http';
import type { GrantDraft } from '@shared/domain/pre-authorisation';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useHub, useLive } from '../../desk/desk';
import { codeOf, type HubErrorCode } from '../../desk/hub';

/** Long enough to let a hand finish, short enough to feel at once. */
const SETTLE_MS = 250;

export type Preview =
  /** The draft covers nothing definite yet. */
  | { readonly state: 'waiting' }
  | { readonly state: 'asking'; readonly before: GrantPreview | null }
  | { readonly state: 'known'; readonly preview: GrantPreview }
  | { readonly state: 'failed'; readonly code: HubErrorCode; retry(): void };

/** What a draft would cover, asked once it settles; an answer to an earlier draft is called off, never shown as this one's. */
export function usePreview(draft: GrantDraft | null): Preview {
  const hub = useHub();
  const text = draft === null ? null : JSON.stringify(draft);
  const settled = useSettled(text, SETTLE_MS);
  const asked = settled === text ? text : null;
  const query = useQuery({
    queryKey: [hub.address, 'grant-preview', settled],
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    queryFn: ({ signal }) => hub.call('grantPreview', { body: JSON.parse(settled ?? '') as GrantDraft, signal }),
  });
  // A colleague's grant or revoke changes what this one would change.
  const queries = useQueryClient();
  const { preAuthorisations } = useLive();
  useEffect(
    () =>
      preAuthorisations.subscribe(() => void queries.invalidateQueries({ queryKey: [hub.address, 'grant-preview'] })),
    [preAuthorisations, queries, hub.address],
  );
  if (text === null) return { state: 'waiting' };
  if (asked === null || query.isPending || query.isPlaceholderData)
    return { state: 'asking', before: query.data ?? null };
  if (query.isError) return { state: 'failed', code: codeOf(query.error), retry: () => void query.refetch() };
  return { state: 'known', preview: query.data };
}

/** A value once it has held still for a while; null at once. */
function useSettled(value: string | null, wait: number): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === null) {
      setSettled(null);
      return;
    }
    const timer = setTimeout(() => setSettled(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return settled;
}
