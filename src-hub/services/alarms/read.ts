import type { ProblemPlace } from '@shared/contract/errors';
import { type Alarm, alarm } from '@shared/domain/alarm';
import { placesOf } from '../../places';
import { Refusal } from '../../refusals';

/** Most alarms in one call; a larger flood comes in several. */
const MOST_ALARMS = 50_000;

/**
 * The alarms of POST /api/alarms: a JSON array, or NDJSON. All or nothing: one that does not fit refuses the call and is
 * named by its line (of NDJSON) or its index (of an array, counted from 1) and field.
 * @throws Refusal MALFORMED_BODY, INVALID_FIELD, BODY_TOO_LARGE
 */
export function readAlarms(text: string): readonly Alarm[] {
  const rows = text.trimStart().startsWith('[') ? arrayRows(text) : linesOf(text);
  if (rows.length > MOST_ALARMS) throw new Refusal('BODY_TOO_LARGE', `at most ${MOST_ALARMS} alarms a call`);
  const places: ProblemPlace[] = [];
  const alarms: Alarm[] = [];
  for (const { value, line } of rows) {
    const parsed = alarm.safeParse(value);
    if (parsed.success) alarms.push(parsed.data);
    else places.push(...placesOf(parsed.error, line));
  }
  if (places.length > 0) throw new Refusal('INVALID_FIELD', `${places.length} fields do not fit`, places);
  return alarms;
}

interface Row {
  readonly value: unknown;
  readonly line: number;
}

function arrayRows(text: string): Row[] {
  const value: unknown = parse(text, undefined);
  return (value as unknown[]).map((item, i) => ({ value: item, line: i + 1 }));
}

function linesOf(text: string): Row[] {
  return text
    .split('\n')
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => row.trim() !== '')
    .map(({ row, line }) => ({ value: parse(row, line), line }));
}

function parse(text: string, line: number | undefined): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const place = { field: '', message: 'not JSON', ...(line === undefined ? {} : { line }) };
    throw new Refusal('MALFORMED_BODY', 'a JSON array or one JSON object a line is wanted', [place]);
  }
}
