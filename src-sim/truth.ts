import { closeSync, openSync, writeSync } from 'node:fs';
import type { TruthCause } from './day/plan';

/** What really happened to one line, and which job did it if one did (architecture.md, Fixed points). */
export interface TruthRow {
  readonly at: string;
  readonly kind: 'cut' | 'restored';
  readonly ptoRef: string;
  readonly impactedOperatorCode: string;
  readonly pmRef: string;
  readonly cause: TruthCause;
  readonly orderingRef: string | null;
  readonly orderingOperatorCode: string | null;
}

export interface TruthLog {
  write(row: TruthRow): void;
  close(): void;
}

/** NDJSON, one row a write: what a reader finds is whole, whenever it looks. */
export function truthFile(path: string): TruthLog {
  const file = openSync(path, 'w');
  return {
    write: (row) => writeSync(file, `${JSON.stringify(row)}\n`),
    close: () => closeSync(file),
  };
}
