import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react';
import { useLive, useReadable } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import type { QueueRow } from '../../live/live';
import { usePendingIds } from './acts';
import { EmptyQueue } from './EmptyQueue';
import { type Cursor, keyAct, noCursor } from './keys';
import { Row } from './Row';
import { queueWords } from './words';

const ROW_HEIGHT = 77;
/** Rows kept around those in sight: a wheel turn finds them there. */
const MARGIN = 10;

export interface QueueListProps {
  readonly marked: ReadonlySet<string>;
  onMark(ids: ReadonlySet<string>): void;
  readonly openId: string | null;
  onOpen(outageId: string): void;
  onAcknowledge(ids: readonly string[]): void;
  onComment(ids: readonly string[]): void;
  readonly filtered: boolean;
  onClearFilters(): void;
}

/**
 * The rows. One tab stop: the list has the focus, and names the row its keys are on. Only rows in sight are in the
 * page, and only they come from the worker.
 */
export function QueueList(props: QueueListProps) {
  const { marked, onMark, openId, onOpen, onAcknowledge, onComment, filtered, onClearFilters } = props;
  const live = useLive();
  const words = useWords(queueWords);
  const pending = usePendingIds();
  const { first, rows, total } = useReadable(live.queue);
  const [cursor, setCursor] = useState<Cursor>(noCursor);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => list.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
  });
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => {
    const from = Math.max(0, startIndex - MARGIN);
    live.setWindow(from, endIndex - from + 1 + MARGIN);
  }, [live, startIndex, endIndex]);

  const rowAt = (index: number): QueueRow | undefined => rows[index - first];
  const idAt = (index: number): string | undefined => rowAt(index)?.outage.id;
  const toggle = (outageId: string) => {
    const next = new Set(marked);
    if (!next.delete(outageId)) next.add(outageId);
    onMark(next);
  };
  const markRange = (a: number, b: number) => void live.idsBetween(a, b).then((ids) => onMark(new Set(ids)));
  const go = (next: Cursor) => {
    setCursor(next);
    virtual.scrollToIndex(next.at);
  };
  /** What an act is for: those marked, else the row the keys are on, else the one open. */
  const subject = (): readonly string[] => {
    if (marked.size > 0) return [...marked];
    const one = idAt(cursor.at) ?? openId;
    return one === null || one === undefined ? [] : [one];
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey: shift, ctrlKey, metaKey, altKey } = event;
    if (altKey) return;
    const asked = keyAct({ key, shift, command: ctrlKey || metaKey }, cursor, total);
    if (asked === null) return;
    // With nothing to deselect, Esc is the screen's: it closes the detail.
    if (asked.act === 'clear' && marked.size === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const here = idAt(cursor.at);
    switch (asked.act) {
      case 'move':
        return go(asked.cursor);
      case 'mark-range':
        go(asked.cursor);
        return markRange(asked.cursor.anchor, asked.cursor.at);
      case 'mark-all':
        return markRange(0, total - 1);
      case 'toggle-mark':
        return here === undefined ? undefined : toggle(here);
      case 'open':
        return here === undefined ? undefined : onOpen(here);
      case 'acknowledge':
        return onAcknowledge(subject());
      case 'comment':
        return onComment(subject());
      case 'apply-new':
        setCursor(noCursor);
        return live.applyNew();
      case 'clear':
        return onMark(new Set());
    }
  };

  const onClick = (event: MouseEvent, index: number, outageId: string) => {
    list.current?.focus();
    if (event.shiftKey && cursor.anchor >= 0) {
      setCursor({ at: index, anchor: cursor.anchor });
      return markRange(cursor.anchor, index);
    }
    setCursor({ at: index, anchor: index });
    if (event.ctrlKey || event.metaKey) return toggle(outageId);
    onMark(new Set());
    onOpen(outageId);
  };

  const cursorHere = idAt(cursor.at) !== undefined;
  return (
    <>
      <p id={`${id}-keys`} className="unseen">
        {words.keys}
      </p>
      <div
        ref={list}
        className="queue-list"
        role="listbox"
        aria-label={words.queue}
        aria-multiselectable
        aria-describedby={`${id}-keys`}
        aria-activedescendant={cursorHere ? `${id}-${cursor.at}` : undefined}
        tabIndex={0}
        data-queue-list
        onKeyDown={onKeyDown}
      >
        <div className="queue-canvas" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rowAt(index);
            const place = { transform: `translateY(${start}px)` };
            if (row === undefined)
              return <div key={`wait-${index}`} className="row" role="presentation" style={place} />;
            const { outage } = row;
            const isMarked = marked.has(outage.id);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
              // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and points here
              <div
                key={outage.id}
                id={`${id}-${index}`}
                role="option"
                aria-selected={isMarked || outage.id === openId}
                aria-posinset={index + 1}
                aria-setsize={total}
                className="row"
                data-outage={outage.id}
                data-severity={outage.severity}
                data-new={outage.state === 'unacknowledged' ? '' : undefined}
                data-marked={isMarked ? '' : undefined}
                data-open={outage.id === openId ? '' : undefined}
                data-cursor={index === cursor.at ? '' : undefined}
                style={place}
                onClick={(event) => onClick(event, index, outage.id)}
              >
                <Row row={row} pending={pending.has(outage.id)} />
              </div>
            );
          })}
        </div>
      </div>
      {total === 0 ? <EmptyQueue filtered={filtered} onClearFilters={onClearFilters} /> : null}
    </>
  );
}
