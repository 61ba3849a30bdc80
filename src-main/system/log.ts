import { appendFile, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** What happened to the program, one JSON line each; nothing of a customer and no token ever goes in. */
export type Log = (event: string, detail?: Readonly<Record<string, string | number>>) => void;

const MAX_BYTES = 2_000_000;

/** At each start a full log makes room: one older one is kept as `*.1`. */
export function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > MAX_BYTES) renameSync(file, `${file}.1`);
  return (event, detail = {}) => {
    // A log that cannot be written must not end the console.
    appendFile(file, `${JSON.stringify({ at: new Date().toISOString(), event, ...detail })}\n`, () => {});
  };
}
