import type { TimelineEntry } from '@shared/contract/http';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { useNow } from '../../ui/clock';
import { Panel } from '../../ui/Panel';
import { timelineWords } from './timeline-words';
import type { useOutageDetail } from './use-outage-detail';
import { detailWords } from './words';

/** Heard later than this after it happened: both times are shown. */
const LATE_MS = 5_000;

const loud: ReadonlySet<TimelineEntry['kind']> = new Set(['lines-lost', 'new-victims', 'M3', 'M4']);
const good: ReadonlySet<TimelineEntry['kind']> = new Set(['lines-back', 'outage-closed', 'granted']);

/** Messages, alarms and acts, the newest first. */
export function TimelinePanel({ query }: { readonly query: ReturnType<typeof useOutageDetail> }) {
  const words = useWords(detailWords);
  const tell = useWords(timelineWords);
  const nameOf = useOperatorName();
  const { moment } = useFormat();
  const now = useNow();
  const { data, isPending, isError, refetch } = query;
  if (data === undefined)
    return (
      <Panel title={words.timeline}>
        {isPending ? <p className="quiet">{words.timelineLoading}</p> : null}
        {isError ? (
          <p>
            {words.timelineFailed}{' '}
            <Button size="small" onPress={() => void refetch()}>
              {words.retry}
            </Button>
          </p>
        ) : null}
      </Panel>
    );
  const entries = data.timeline.map((entry, index) => ({ entry, index })).reverse();
  return (
    <Panel title={words.timeline}>
      <ol className="timeline">
        {entries.map(({ entry, index }) => {
          const name = entry.operatorCode === undefined ? null : nameOf(entry.operatorCode);
          const late = Date.parse(entry.heardAt) - Date.parse(entry.at) > LATE_MS;
          return (
            <li key={index} className={toneOf(entry.kind)}>
              <time className="mono" dateTime={entry.at}>
                {moment(entry.at, now)}
              </time>
              <span className="timeline-dot" aria-hidden />
              <span className="foreign">
                {tell[entry.kind](entry, name)}
                {late ? <span className="faint"> · {words.heardLate(moment(entry.heardAt, now))}</span> : null}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function toneOf(kind: TimelineEntry['kind']): string {
  return loud.has(kind) ? 'timeline-loud' : good.has(kind) ? 'timeline-good' : 'timeline-plain';
}
