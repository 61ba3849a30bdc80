import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { useQuery } from '@tanstack/react-query';
import { useHub, useLive, useReadable } from '../../desk/desk';

/**
 * The job that an outage belongs to; null while it is not known. The live copy holds no job that was closed before it
 * was taken, and lines may be down long after that: then the hub is asked for it.
 */
export function useIntervention(outage: Outage | null): Intervention | null {
  const hub = useHub();
  const live = useReadable(useLive().selection).intervention;
  const infraRef = outage?.infraRef ?? null;
  // The selection follows a click a moment later: until then it holds the job of the outage before.
  const known = live?.infraRef === infraRef ? live : null;
  const { data } = useQuery({
    queryKey: [hub.address, 'intervention', infraRef],
    enabled: infraRef !== null && known === null,
    queryFn: ({ signal }) => hub.call('intervention', { params: { id: infraRef ?? '' }, signal }),
  });
  return known ?? (data?.infraRef === infraRef ? data : null);
}
