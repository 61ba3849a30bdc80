import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import './panel.css';

export interface TableColumn<Row> {
  readonly id: string;
  readonly title: string;
  /** Numbers stand at the right. */
  readonly number?: boolean;
  readonly mono?: boolean;
  cell(row: Row): ReactNode;
}

export interface TableProps<Row> {
  /** Read aloud. */
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
}

const cellClass = (column: { number?: boolean; mono?: boolean }) =>
  `${column.number ? 'number ' : ''}${column.mono ? 'mono' : ''}`;

/** A short table, every row in the page. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe)
    // biome-ignore lint/a11y/useSemanticElements: a section would be one landmark too many
    <div className="table-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.number ? 'number' : undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.id} className={cellClass(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export interface VirtualTableProps<Row> extends TableProps<Row> {
  /** CSS grid tracks, one a column: `2fr 1fr 120px`. */
  readonly tracks: string;
  /** Pixels. */
  readonly rowHeight?: number;
  readonly selectedKey?: string | null;
  onSelect?(row: Row): void;
  /** Called when the last rows come into sight: fetch the next page. */
  onEnd?(): void;
}

const moves: Readonly<Record<string, 'next' | 'previous' | 'take'>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Enter: 'take',
  ' ': 'take',
};

function focusRow(from: Element, move: 'next' | 'previous'): void {
  const to = move === 'next' ? from.nextElementSibling : from.previousElementSibling;
  if (to instanceof HTMLElement) to.focus();
}

/** A long table: only the rows in sight are in the page. Arrow keys move, Enter selects. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, keyOf, tracks, rowHeight = 40, selectedKey, onSelect, onEnd } = props;
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => body.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    onChange: (instance) => {
      const last = instance.range?.endIndex ?? 0;
      if (rows.length > 0 && last >= rows.length - 1) onEnd?.();
    },
  });
  const grid = { gridTemplateColumns: tracks };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand, which <table> does not allow
    <div className="vtable" role="table" aria-label={label} aria-rowcount={rows.length + 1}>
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading row is read, not used */}
      <div className="vtable-head" role="row" aria-rowindex={1} style={grid}>
        {columns.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <span key={column.id} role="columnheader">
            {column.title}
          </span>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (axe) */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div ref={body} className="vtable-body" role="rowgroup" tabIndex={0}>
        <div className="vtable-canvas" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const key = keyOf(row);
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={key}
                role="row"
                aria-rowindex={item.index + 2}
                className="vtable-row"
                data-pressable={onSelect === undefined ? undefined : ''}
                data-selected={key === selectedKey ? '' : undefined}
                tabIndex={onSelect === undefined ? undefined : 0}
                style={{ ...grid, height: rowHeight, transform: `translateY(${item.start}px)` }}
                onClick={() => onSelect?.(row)}
                onKeyDown={(event) => {
                  const move = moves[event.key];
                  if (move === undefined) return;
                  event.preventDefault();
                  if (move === 'take') onSelect?.(row);
                  else focusRow(event.currentTarget, move);
                }}
              >
                {columns.map((column) => (
                  // biome-ignore lint/a11y/useSemanticElements: see above
                  <span key={column.id} role="cell" className={cellClass(column)}>
                    {column.cell(row)}
                  </span>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
