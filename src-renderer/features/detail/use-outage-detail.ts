import type { Outage } from '@shared/domain/outage';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useHub } from '../../desk/desk';

/** A burst of alarms changes an outage many times a second; its timeline is asked for at most this often. */
const AGAIN_MS = 1_000;

/** The outage with its timeline, asked again when the live one changes. */
export function useOutageDetail(outageId: string | null, live: Outage | null) {
  const hub = useHub();
  const queries = useQueryClient();
  const asked = useRef(0);
  const query = useQuery({
    queryKey: [hub.address, 'outage', outageId],
    enabled: outageId !== null,
    queryFn: ({ signal }) => {
      asked.current = Date.now();
      return hub.call('outage', { params: { id: outageId ?? '' }, signal });
    },
  });
  useEffect(() => {
    if (live === null || live.id !== outageId) return;
    const wait = Math.max(0, asked.current + AGAIN_MS - Date.now());
    const timer = setTimeout(() => {
      void queries.invalidateQueries({ queryKey: [hub.address, 'outage', outageId] });
    }, wait);
    return () => clearTimeout(timer);
  }, [live, outageId, queries, hub.address]);
  return query;
}
