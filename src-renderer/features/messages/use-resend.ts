import type { OutboxMessage } from '@shared/contract/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHub } from '../../desk/desk';
import { codeOf } from '../../desk/hub';
import { useWords } from '../../i18n/language';
import { problemWords } from '../../i18n/problems';
import { toast } from '../../ui/toast';
import { messagesWords } from './words';

/** Sends a dead message again; says what became of it, and has the lists read anew. */
export function useResend(onDone: () => void) {
  const words = useWords(messagesWords);
  const problems = useWords(problemWords);
  const hub = useHub();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: OutboxMessage) => hub.call('resendMessage', { params: { id }, body: {} }),
    onSuccess: ({ state, resent }) => {
      if (resent > 0) toast(words.resent(resent));
      else toast(state === 'delivered' ? words.arrivedMeanwhile : words.waitsMeanwhile);
    },
    onError: (error) => toast(problems[codeOf(error)], 'bad'),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: [hub.address, 'messages'] });
      onDone();
    },
  });
}
