import type { PartnerLinkState } from '@shared/contract/messages';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { messagesWords } from './words';

/** Each operator outside: whether it answers, and when it was last heard. */
export function Links({ partners }: { readonly partners: readonly PartnerLinkState[] }) {
  const words = useWords(messagesWords);
  const nameOf = useOperatorName();
  const { time } = useFormat();
  if (partners.length === 0) return null;
  return (
    <ul className="links" aria-label={words.partners}>
      {partners.map(({ operatorCode, lot, isDown, nextTryAt, lastHeardAt }) => (
        <li key={operatorCode} className={isDown ? 'source source-silent' : 'source'}>
          <span aria-hidden>{isDown ? '▲' : '●'}</span> {nameOf(operatorCode)} · {words.lot(lot)} ·{' '}
          {isDown
            ? nextTryAt === null
              ? words.down
              : words.downUntil(time(nextTryAt))
            : lastHeardAt === null
              ? words.neverHeard
              : words.heardAt(time(lastHeardAt))}
        </li>
      ))}
    </ul>
  );
}
