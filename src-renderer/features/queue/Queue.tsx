import type { Severity } from '@shared/domain/outage';
import { useRef, useState } from 'react';
import { useLive, useMay, useSelected } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import { Button } from '../../ui/Button';
import { Tooltip } from '../../ui/Tooltip';
import { Counters } from './Counters';
import { useHold } from './hold';
import './queue.css';
import { QueueList } from './QueueList';
import { queueWords } from './words';

export interface QueueProps {
  /** Severities the queue is narrowed to. */
  readonly severities: readonly Severity[];
  onSeverities(severities: readonly Severity[]): void;
  /** Some filter is set: an empty queue is then no good news. */
  readonly filtered: boolean;
  onClearFilters(): void;
  /** The outage shown in the detail. */
  readonly openId: string | null;
  onOpen(outageId: string): void;
  onAcknowledge(ids: readonly string[]): void;
  onComment(ids: readonly string[]): void;
}

/** The outages that ask for somebody, worst first: counters, what to do with those marked, and the rows. */
export function Queue({ severities, onSeverities, filtered, onClearFilters, openId, onOpen, ...acts }: QueueProps) {
  const words = useWords(queueWords);
  const live = useLive();
  const may = useMay();
  const box = useRef<HTMLElement>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(nothing);
  const newCount = useSelected(live.queue, (queue) => queue.newCount);
  useHold(box, live);

  const acknowledge = (ids: readonly string[]) => {
    if (ids.length === 0 || !may('outage.acknowledge')) return;
    acts.onAcknowledge(ids);
    setMarked(nothing);
  };
  const comment = (ids: readonly string[]) => {
    if (ids.length > 0 && may('outage.comment')) acts.onComment(ids);
  };

  return (
    <section ref={box} className="queue" aria-label={words.queue}>
      <Counters chosen={severities} onChoose={onSeverities} />
      <div className="queue-bar">
        {marked.size === 0 ? (
          <span className="quiet">{words.order}</span>
        ) : (
          <>
            {may('outage.acknowledge') ? (
              <Button size="small" look="primary" onPress={() => acknowledge([...marked])}>
                {words.acknowledgeMarked(marked.size)}
              </Button>
            ) : null}
            {may('outage.comment') ? (
              <Button size="small" onPress={() => comment([...marked])}>
                {words.commentMarked(marked.size)}
              </Button>
            ) : null}
            <span className="quiet">{words.marked(marked.size)}</span>
          </>
        )}
        {newCount === 0 ? null : (
          <Tooltip text={words.freshHelp}>
            <Button size="small" look="danger" onPress={() => live.applyNew()}>
              {words.fresh(newCount)}
            </Button>
          </Tooltip>
        )}
      </div>
      <QueueList
        marked={marked}
        onMark={setMarked}
        openId={openId}
        onOpen={onOpen}
        onAcknowledge={acknowledge}
        onComment={comment}
        filtered={filtered}
        onClearFilters={onClearFilters}
      />
    </section>
  );
}

const nothing: ReadonlySet<string> = new Set();
