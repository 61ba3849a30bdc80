/** Counts an export's rows as its bytes go by, to be held against the count that the hub announced (safety 17). */
export interface RowCounter {
  push(chunk: Uint8Array): void;
  /** Rows so far; a CSV's last record counts even without a line break behind it. */
  rows(): number;
}

export function rowCounter(format: 'csv' | 'json'): RowCounter {
  return format === 'csv' ? csvCounter() : jsonCounter();
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BACKSLASH = 0x5c;
const OPENING: readonly number[] = [0x7b, 0x5b];
const CLOSING: readonly number[] = [0x7d, 0x5d];

/** Records less the heading. A line break inside quotes ends no record; a doubled quote changes nothing. */
function csvCounter(): RowCounter {
  let records = 0;
  let quoted = false;
  let empty = true;
  return {
    push: (chunk) => {
      for (const byte of chunk) {
        if (byte === QUOTE) quoted = !quoted;
        if (byte === NEWLINE && !quoted) {
          if (!empty) records += 1;
          empty = true;
        } else if (byte !== RETURN) empty = false;
      }
    },
    rows: () => Math.max(0, records + (empty ? 0 : 1) - 1),
  };
}

/** Objects directly inside the one list of `{…, items: [{…}, …]}`. */
function jsonCounter(): RowCounter {
  let items = 0;
  let depth = 0;
  let inString = false;
  let escaped = false;
  return {
    push: (chunk) => {
      for (const byte of chunk) {
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) inString = true;
        else if (OPENING.includes(byte)) {
          if (depth === 2) items += 1;
          depth += 1;
        } else if (CLOSING.includes(byte)) depth -= 1;
      }
    },
    rows: () => items,
  };
}
