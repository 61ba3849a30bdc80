import type { OutageAction, OutageActionResult } from '@shared/contract/http';
import { useMutation, useMutationState } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useHub } from '../../desk/desk';
import { codeOf, type Hub, type HubErrorCode } from '../../desk/hub';
import { useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { toast } from '../../ui/toast';
import { queueWords } from './words';

const KEY = ['outage-action'];

/** Sends an act on outages and says what it did: how many matched, succeeded, failed and why (desk.md). */
export function useActs(): (action: OutageAction) => void {
  const hub = useHub();
  const words = useWords(queueWords);
  const problems = useWords(problemWords);
  const { mutate } = useMutation({
    mutationKey: KEY,
    mutationFn: (action: OutageAction) => inParts(hub, action),
    onSuccess: (result, action) => {
      const text = words.done(words.acts[action.action], result.succeeded, result.matched);
      const why = failureWords(result, problems);
      if (why === null) toast(text);
      else toast(`${text} ${words.failedSome(result.failed.length, why)}`, 'bad');
    },
    onError: (error, action) => toast(`${words.acts[action.action]} : ${problems[codeOf(error)]}`, 'bad'),
  });
  return useCallback((action) => mutate(action), [mutate]);
}

/** The hub takes 5,000 at a time; what the parts did is one sum. */
const PART = 5000;

async function inParts(hub: Hub, action: OutageAction): Promise<OutageActionResult> {
  const sum = { matched: 0, succeeded: 0, failed: [] as OutageActionResult['failed'] };
  for (let first = 0; first < action.outageIds.length; first += PART) {
    const outageIds = action.outageIds.slice(first, first + PART);
    const part = await hub.call('outageActions', { body: { ...action, outageIds } });
    sum.matched += part.matched;
    sum.succeeded += part.succeeded;
    sum.failed.push(...part.failed);
  }
  return sum;
}

/** Ids whose acknowledgement is on its way: shown at once, before the hub answers. */
export function usePendingIds(): ReadonlySet<string> {
  const sent = useMutationState({
    filters: { mutationKey: KEY, status: 'pending' },
    select: (mutation) => mutation.state.variables as OutageAction | undefined,
  });
  return useMemo(
    () => new Set(sent.flatMap((action) => (action?.action === 'acknowledge' ? action.outageIds : []))),
    [sent],
  );
}

function failureWords({ failed }: OutageActionResult, problems: Readonly<Record<HubErrorCode, string>>): string | null {
  const [first] = failed;
  if (first === undefined) return null;
  return first.code in problems ? problems[first.code as HubErrorCode] : first.code;
}
