import { text } from 'node:stream/consumers';
import type { ProblemPlace } from '@shared/contract/errors';
import { type Line, line } from '@shared/domain/line';
import { placesOf } from '../../places';
import { readJson } from '../../read-json';
import { Refusal } from '../../refusals';
import { unstorableIn } from '../../storable';

/** Errors named before reading stops: whoever sent the file mends those first. */
const MOST_PLACES = 50;

/** A line of an inventory, and where in the file it stands. */
export interface PlacedLine {
  readonly line: Line;
  readonly at: number;
}

/**
 * The rows of PUT /api/lines: NDJSON, or a JSON array. Every row is read before anything is written.
 * @throws Refusal MALFORMED_BODY or INVALID_FIELD, with the line (1-based) and field of each error
 */
export async function readLines(source: AsyncIterable<Buffer>): Promise<readonly PlacedLine[]> {
  const body = await text(source);
  const places: ProblemPlace[] = [];
  const found: PlacedLine[] = [];
  const ptos = new Map<string, number>();
  const onts = new Map<string, number>();
  for (const { value, at } of rowsOf(body)) {
    const parsed = line.safeParse(value);
    if (!parsed.success) places.push(...placesOf(parsed.error, at));
    else {
      const { ptoRef, ponPath, ontNumber } = parsed.data;
      const twice = (field: string, firstAt: Map<string, number>, key: string) => {
        const earlier = firstAt.get(key);
        if (earlier === undefined) firstAt.set(key, at);
        else places.push({ field, line: at, message: `already given in line ${earlier}` });
      };
      twice('ptoRef', ptos, ptoRef);
      twice('ontNumber', onts, `${ontNumber} ${ponPath}`);
      places.push(...unstorableIn(parsed.data).map((place) => ({ ...place, line: at })));
      found.push({ line: parsed.data, at });
    }
    if (places.length >= MOST_PLACES) break;
  }
  if (places.length > 0) throw new Refusal('INVALID_FIELD', 'nothing was imported', places.slice(0, MOST_PLACES));
  return found;
}

interface Row {
  readonly value: unknown;
  readonly at: number;
}

function* rowsOf(body: string): Generator<Row> {
  if (body.trimStart().startsWith('[')) {
    yield* (readJson(body, 1) as unknown[]).map((value, i) => ({ value, at: i + 1 }));
    return;
  }
  let at = 0;
  for (const row of body.split('\n')) {
    at += 1;
    if (row.trim() !== '') yield { value: readJson(row, at), at };
  }
}
