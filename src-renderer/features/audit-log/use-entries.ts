import type { Reply } from '@shared/contract/http';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useHub } from '../../desk/desk';
import { useClock } from '../../ui/clock';

export const spans = ['today', 'day', 'week', 'all'] as const;
export type SpanName = (typeof spans)[number];

const PAGE = 200;
const DAY_MS = 86_400_000;

function since(span: SpanName, now: number): string | undefined {
  switch (span) {
    case 'today': {
      const midnight = new Date(now);
      midnight.setHours(0, 0, 0, 0);
      return midnight.toISOString();
    }
    case 'day':
      return new Date(now - DAY_MS).toISOString();
    case 'week':
      return new Date(now - 7 * DAY_MS).toISOString();
    case 'all':
      return undefined;
  }
}

type Page = Reply<'auditEntries'>;

/**
 * The log of a period, newest first, page after page. It holds still: what happens meanwhile comes with `reload`, which
 * begins a new reading.
 */
export function useEntries(span: SpanName, reading: number) {
  const hub = useHub();
  const clock = useClock();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reading is another moment
  const period = useMemo(() => {
    const now = clock.now();
    return { from: since(span, now), to: new Date(now + 1000).toISOString() };
  }, [span, reading, clock]);
  const query = useInfiniteQuery({
    queryKey: [hub.address, 'audit', span, reading],
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }: Page) => nextCursor ?? undefined,
    queryFn: ({ pageParam, signal }): Promise<Page> =>
      hub.call('auditEntries', { query: { ...period, cursor: pageParam, limit: PAGE }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const entries = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  return { query, entries, total: query.data?.pages[0]?.total ?? 0, readAt: period.to };
}
