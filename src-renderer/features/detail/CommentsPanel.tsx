import type { Outage } from '@shared/domain/outage';
import { useFormat, useWords } from '../../i18n/language';
import { useNow } from '../../ui/clock';
import { Panel } from '../../ui/Panel';
import { detailWords } from './words';

/** What this operator's own people wrote. Text only: whatever is in it stays text (safety 23). */
export function CommentsPanel({ outage: { comments } }: { readonly outage: Outage }) {
  const words = useWords(detailWords);
  const { moment } = useFormat();
  const now = useNow();
  return (
    <Panel title={words.comments}>
      {comments.length === 0 ? <p className="quiet">{words.noComments}</p> : null}
      <ul className="comments">
        {comments.map(({ at, author, text }) => (
          <li key={`${at} ${author}`}>
            <p className="faint">
              <span className="foreign">{author}</span> · <span className="mono">{moment(at, now)}</span>
            </p>
            <p className="comment-text foreign">{text}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
