import { useCallback } from 'react';
import { shortActor } from '../../desk/actor';
import { useSession } from '../../desk/desk';
import { useFormat, useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import type { QueueRow } from '../../live/live';
import { Age } from '../../ui/clock';
import { ConsentMark, SeverityMark } from '../../ui/marks';
import { consentOf } from './consent-words';
import { queueWords } from './words';

export interface RowProps {
  readonly row: QueueRow;
  readonly pending: boolean;
}

/** Three lines: where and for how long; how many lines and what is happening; may it be repaired, and who has it. */
export function Row({ row, pending }: RowProps) {
  const words = useWords(queueWords);
  const { severity } = useWords(terms);
  const { duration, moment } = useFormat();
  const { operatorCode } = useSession();
  const { outage, commune } = row;
  const { consent, text } = consentOf(outage, words);
  return (
    <>
      <SeverityMark severity={outage.severity} size={20} label={severity[outage.severity]} />
      <div className="row-text">
        <div className="row-head">
          <span className="row-where">
            PM <span className="foreign">{outage.pmRef}</span> · <span className="foreign">{commune}</span>
          </span>
          <Age since={outage.raisedAt} format={duration} className={`row-age mono row-age-${outage.severity}`} />
        </div>
        <div className="row-what">
          <What row={row} />
        </div>
        <div className="row-consent">
          <ConsentMark consent={consent}>{text}</ConsentMark>
          {pending ? <span className="quiet">{words.pending}</span> : null}
          {!pending && outage.acknowledgedBy !== null && outage.acknowledgedAt !== null ? (
            <span className="row-who faint">
              {words.acknowledgedBy(
                shortActor(outage.acknowledgedBy, operatorCode),
                moment(outage.acknowledgedAt, outage.acknowledgedAt),
              )}
            </span>
          ) : null}
        </div>
      </div>
    </>
  );
}

function What({ row: { outage } }: Pick<RowProps, 'row'>) {
  const words = useWords(queueWords);
  const { duration } = useFormat();
  const ended = useCallback((seconds: number) => words.ended(duration(seconds)), [words, duration]);
  const { downCount, restoredCount, interventionState, interventionEndedAt, relation } = outage;
  // The code, not the name: a row has room for one line, and what happens must not be cut off.
  const operator = relation === 'impacted' ? null : outage.impactedOperatorCode;
  if (outage.state === 'closed') return <>{words.closed}</>;
  if (downCount === 0) {
    // Returned: the closing test has confirmed it, and nobody here has acknowledged it.
    const confirm = interventionState === 'closed' ? words.confirmDesk : words.confirm;
    return (
      <>
        {words.back(restoredCount)} · {outage.state === 'returned' ? words.acknowledgeLast : confirm}
      </>
    );
  }
  const parts = [words.lines(downCount, operator)];
  if (restoredCount > 0) parts.push(words.backOf(restoredCount));
  if (interventionState === 'ended' && interventionEndedAt !== null)
    return (
      <>
        {parts.join(' · ')} · <Age since={interventionEndedAt} format={ended} />
      </>
    );
  parts.push({ open: words.open, testing: words.testing, ended: words.left, closed: words.left }[interventionState]);
  if (outage.attribution.ambiguous) parts.push(words.several);
  return <>{parts.join(' · ')}</>;
}
