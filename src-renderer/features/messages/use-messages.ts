import type { Reply } from '@shared/contract/http';
import type { MessageState } from '@shared/contract/messages';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useHub, useMay } from '../../desk/desk';

export const views = ['dead', 'waiting', 'all'] as const;
export type ViewName = (typeof views)[number];

const PAGE = 100;
const REFRESH_MS = 5_000;
const COUNT_MS = 10_000;

type Page = Reply<'messages'>;

const stateOf = (view: ViewName): MessageState | undefined => (view === 'all' ? undefined : view);

/** What the operator sent and is not taken, page after page, read again every few seconds. */
export function useMessages(view: ViewName, partner: string | null) {
  const hub = useHub();
  const query = useInfiniteQuery({
    queryKey: [hub.address, 'messages', view, partner],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: Page) => nextCursor ?? undefined,
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      hub.call('messages', {
        query: { state: stateOf(view), partner: partner ?? undefined, cursor: pageParam, limit: PAGE },
        signal,
      }),
    refetchInterval: REFRESH_MS,
  });
  const messages = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const [first] = query.data?.pages ?? [];
  return { query, messages, total: first?.total ?? 0, partners: first?.partners ?? [] };
}

/** How many messages wait for a supervisor; 0 where the role does not see them. */
export function useDeadCount(): number {
  const hub = useHub();
  const may = useMay()('message.read');
  const { data } = useQuery({
    queryKey: [hub.address, 'messages', 'dead-count'],
    enabled: may,
    queryFn: ({ signal }) => hub.call('messages', { query: { state: 'dead', limit: 1 }, signal }),
    refetchInterval: COUNT_MS,
  });
  return data?.total ?? 0;
}
