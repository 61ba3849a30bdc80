/** Where the queue's keyboard stands: the row the keys are on, and where a range began. Indices in the order shown. */
export interface Cursor {
  readonly at: number;
  readonly anchor: number;
}

export const noCursor: Cursor = { at: -1, anchor: -1 };

export interface KeyPress {
  readonly key: string;
  readonly shift: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
}

/** What a key asks of the queue. `mark-range` and `mark-all` replace what is marked. */
export type QueueAct =
  | { readonly act: 'move'; readonly cursor: Cursor }
  | { readonly act: 'mark-range'; readonly cursor: Cursor }
  | { readonly act: 'mark-all' }
  | { readonly act: 'toggle-mark' }
  | { readonly act: 'open' }
  | { readonly act: 'acknowledge' }
  | { readonly act: 'comment' }
  | { readonly act: 'apply-new' }
  | { readonly act: 'clear' };

const PAGE = 8;

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  j: 1,
  J: 1,
  ArrowUp: -1,
  k: -1,
  K: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** What a key does; null: not ours, the browser may have it. `total`: rows in the queue. */
export function keyAct({ key, shift, command }: KeyPress, cursor: Cursor, total: number): QueueAct | null {
  if (command) return key.toLowerCase() === 'a' ? { act: 'mark-all' } : null;
  const step = steps[key];
  if (step !== undefined) return total === 0 ? null : moved(cursor, step, total, shift);
  switch (key) {
    case 'Enter':
      return { act: 'open' };
    case ' ':
      return { act: 'toggle-mark' };
    case 'Escape':
      return { act: 'clear' };
    case 'a':
    case 'A':
      return { act: 'acknowledge' };
    case 'c':
    case 'C':
      return { act: 'comment' };
    case 'n':
    case 'N':
      return { act: 'apply-new' };
    default:
      return null;
  }
}

function moved(cursor: Cursor, step: number, total: number, shift: boolean): QueueAct {
  // The first key enters at the top, or at the bottom for End.
  const from = cursor.at < 0 ? (step > 1 ? 0 : -1) : cursor.at;
  const at = Math.max(0, Math.min(total - 1, from + step));
  if (!shift) return { act: 'move', cursor: { at, anchor: at } };
  return { act: 'mark-range', cursor: { at, anchor: cursor.anchor < 0 ? at : cursor.anchor } };
}
