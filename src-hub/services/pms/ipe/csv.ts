import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turnOfOthers } from 'node:timers/promises';
import type { IpeSeparator } from '@shared/contract/ipe';
import { CsvError, parse } from 'csv-parse';
import { EncodingWatch } from './encoding';
import { separatorCharacters, separatorOf } from './separator';

/** One row, its cells one character a byte, and the line (1-based) at which it stands. */
export interface CsvRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** What the file is not; with the line, and the character in it where it is known. */
export class NotCsv extends Error {
  override readonly name = 'NotCsv';
  constructor(
    readonly code: 'not-csv' | 'binary',
    readonly line: number,
    readonly character: number | undefined,
    readonly why: string,
  ) {
    super(why);
  }
}

export interface CsvFile {
  readonly separator: IpeSeparator;
  readonly encoding: EncodingWatch;
  readonly rows: AsyncIterable<CsvRow>;
}

/** A header is looked for within this. */
const MOST_HEADER_BYTES = 64 * 1024;
/** A row that is longer is no row: a quote was opened and never closed. */
const MOST_ROW_BYTES = 1024 * 1024;

/**
 * Opens a CSV file as it comes in: its separator is told by the header, and its rows are given one by one, so that no more
 * than some of it is held at a time. What `source` throws, reading the rows throws, as `NotCsv` where it is none.
 */
export async function openCsv(source: AsyncIterable<Buffer>, given?: IpeSeparator): Promise<CsvFile> {
  const parts = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let done = false; !done && head.length < MOST_HEADER_BYTES && !/[\r\n]/.test(head.toString('latin1')); ) {
    const next = await parts.next();
    done = next.done === true;
    if (!next.done) head = Buffer.concat([head, next.value]);
  }
  const start = head.subarray(0, 3).equals(BOM) ? head.subarray(3) : head;
  const separator = given ?? separatorOf(start.toString('latin1').split(/[\r\n]/, 1)[0] ?? '');
  const encoding = new EncodingWatch();
  return { separator, encoding, rows: rowsOf(watched(start, parts, encoding), separator) };
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

async function* watched(head: Buffer, rest: AsyncIterator<Buffer>, encoding: EncodingWatch): AsyncGenerator<Buffer> {
  let lines = 1;
  try {
    for (let part: Buffer | null = head; part !== null; ) {
      encoding.see(part);
      // PostgreSQL's text cannot hold NUL, and no inventory has one; UTF-16 is full of them.
      const nul = part.indexOf(0);
      const upTo = nul < 0 ? part : part.subarray(0, nul);
      for (let at = upTo.indexOf(10); at >= 0; at = upTo.indexOf(10, at + 1)) lines += 1;
      if (nul >= 0) throw new NotCsv('binary', lines, undefined, 'a NUL: save the file as UTF-8 or Windows-1252');
      yield part;
      // However fast it comes in: alarms and messages are not held up by a file.
      await turnOfOthers();
      const next: IteratorResult<Buffer> = await rest.next();
      part = next.done === true ? null : next.value;
    }
  } finally {
    await rest.return?.();
  }
}

async function* rowsOf(bytes: AsyncIterable<Buffer>, separator: IpeSeparator): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter: separatorCharacters[separator],
    encoding: 'latin1',
    relax_column_count: true,
    skip_empty_lines: true,
    info: true,
    max_record_size: MOST_ROW_BYTES,
  });
  // Its error comes out of the parser, where it is read below.
  const feeding = pipeline(Readable.from(bytes), parser).catch(() => {});
  try {
    for await (const row of parser) yield row as CsvRow;
  } catch (error) {
    throw asNotCsv(error, separator);
  } finally {
    parser.destroy();
    await feeding;
  }
}

function asNotCsv(error: unknown, separator: IpeSeparator): unknown {
  if (!(error instanceof CsvError)) return error;
  const { lines, column } = error as { lines?: number; column?: unknown };
  const sign = separator === 'tab' ? 'tabs' : separatorCharacters[separator];
  return new NotCsv(
    'not-csv',
    lines ?? 1,
    typeof column === 'number' ? column + 1 : undefined,
    `not CSV with ${sign} between cells`,
  );
}
