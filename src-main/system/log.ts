import { appendFile, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** What happened to the program, one JSON line each; nothing of a customer and no token ever goes in. */
export type Log = (event: string, detail?: Readonly<Record<string, string | number>>) => void;

export function openLog(file: string): Log {
  mkdirSync(dirname(file), { recursive: true });
  return (event, detail = {}) => {
    // A log that cannot be written must not end the console.
    appendFile(file, `${JSON.stringify({ at: new Date().toISOString(), event, ...detail })}\n`, () => {});
  };
}
