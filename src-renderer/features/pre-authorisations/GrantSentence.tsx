import { useLanguage } from '../../i18n/language';
import { type Said, sentenceOf } from './sentence';

/** What a pre-authorisation allows, in one sentence that rewrites itself. */
export function GrantSentence({ said, live = false }: { readonly said: Said; readonly live?: boolean }) {
  const parts = sentenceOf(said, useLanguage());
  return (
    <p className="grant-sentence" {...(live ? { 'aria-live': 'polite' } : {})}>
      {parts.map((part, at) => {
        // Pieces have no names: their place in the sentence is what they are.
        const key = `${at} ${part.kind}`;
        if (part.kind === 'strong')
          return (
            <strong key={key} className="foreign">
              {part.text}
            </strong>
          );
        return (
          <span key={key} className={part.kind === 'gap' ? 'grant-gap' : undefined}>
            {part.text}
          </span>
        );
      })}
    </p>
  );
}
