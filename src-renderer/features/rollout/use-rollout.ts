import type { RolloutPlan, RolloutRule } from '@shared/domain/rollout';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useHub } from '../../desk/desk';

const PAGE = 20;
/** Jobs begin and end while one writes. */
const AGAIN_MS = 10_000;

/** The plan that holds; null: none was ever set. */
export function usePlan() {
  const hub = useHub();
  return useQuery({
    queryKey: [hub.address, 'rollout', 'plan'],
    queryFn: async ({ signal }) => (await hub.call('rolloutPlan', { signal })).plan,
  });
}

/** Every version, newest first, a page at a time. */
export function useHistory() {
  const hub = useHub();
  return useInfiniteQuery({
    queryKey: [hub.address, 'rollout', 'history'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      hub.call('rolloutHistory', {
        query: { limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** What rules would do to the jobs that are active now; `rules` null: not asked. */
export function usePreview(rules: readonly RolloutRule[] | null) {
  const hub = useHub();
  return useQuery({
    queryKey: [hub.address, 'rollout', 'preview', rules],
    enabled: rules !== null,
    refetchInterval: AGAIN_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => hub.call('previewRollout', { body: { rules: [...(rules ?? [])] }, signal }),
  });
}

export interface Edit {
  readonly version: number;
  readonly rules: readonly RolloutRule[];
  readonly note: string;
}

/** Saves the next version. Whatever the answer, what stands is read again. */
export function useEdit(onSaved: (plan: RolloutPlan) => void) {
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, rules, note }: Edit) =>
      hub.call('editRollout', { body: { version, rules: [...rules], note } }),
    onSuccess: ({ plan }) => onSaved(plan),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [hub.address, 'rollout', 'plan'] });
      await queries.invalidateQueries({ queryKey: [hub.address, 'rollout', 'history'] });
    },
  });
}
