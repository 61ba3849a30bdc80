import type { OutboxMessage } from '@shared/contract/messages';
import { useWords } from '../../i18n/language';
import { Badge } from '../../ui/marks';
import { standingOf } from './standing';
import { messagesWords } from './words';

/** Where a message stands: a sign and words; what waits for a person is marked. */
export function StandingMark({ message }: { readonly message: OutboxMessage }) {
  const words = useWords(messagesWords);
  const text = (() => {
    switch (standingOf(message)) {
      case 'refused':
        return words.refused(message.error?.code ?? '');
      case 'gave-up':
        return words.gaveUp;
      case 'failing':
        return words.failing;
      case 'failed-here':
        return words.failedHere;
      case 'no-link':
        return words.noLink;
      case 'behind':
        return words.behind;
      case 'leaving':
        return words.leaving;
    }
  })();
  return (
    <Badge tone={message.state === 'dead' ? 'major' : 'plain'}>
      <span aria-hidden>{message.state === 'dead' ? '▲' : '…'}</span> {text}
    </Badge>
  );
}
