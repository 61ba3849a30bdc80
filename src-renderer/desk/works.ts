import type { PmRef } from '@shared/domain/codes';
import type { Works } from '@shared/domain/works';
import { useQuery } from '@tanstack/react-query';
import { useHub, useMay } from './desk';
import type { Hub } from './hub';

/** Works are announced days ahead; what they change at once, blame, comes by the feed. */
const AGAIN_MS = 60_000;
const PAGE = 1_000;

/** Works as they are known: `unknown` after a failed read is not "none". */
export interface KnownWorks {
  readonly state: 'reading' | 'known' | 'unknown';
  readonly items: readonly Works[];
}

const none: readonly Works[] = [];

/** Works that are not over yet, at all PMs that the reader knows. */
export function useCurrentWorks(): KnownWorks {
  const hub = useHub();
  const may = useMay()('works.read');
  const { data, isError } = useQuery({
    queryKey: [hub.address, 'works', 'current'],
    enabled: may,
    refetchInterval: AGAIN_MS,
    queryFn: ({ signal }) => readAll(hub, signal),
  });
  return { state: data ? 'known' : isError ? 'unknown' : 'reading', items: data ?? none };
}

/** Works at one PM, those that are over too. */
export function useWorksAt(pmRef: PmRef | null): KnownWorks {
  const hub = useHub();
  const may = useMay()('works.read');
  const { data, isError } = useQuery({
    queryKey: [hub.address, 'works', 'at', pmRef],
    enabled: may && pmRef !== null,
    refetchInterval: AGAIN_MS,
    queryFn: async ({ signal }) => {
      const { items } = await hub.call('works', { query: { pmRef: pmRef ?? '', limit: PAGE }, signal });
      return items;
    },
  });
  return { state: data ? 'known' : isError ? 'unknown' : 'reading', items: data ?? none };
}

async function readAll(hub: Hub, signal: AbortSignal): Promise<readonly Works[]> {
  const all: Works[] = [];
  let cursor: string | null = null;
  do {
    const query = { which: 'current' as const, limit: PAGE, ...(cursor !== null && { cursor }) };
    const page: { items: Works[]; nextCursor: string | null } = await hub.call('works', { query, signal });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
