import type { ProblemPlace } from '@shared/contract/errors';
import { type Alarm, alarm } from '@shared/domain/alarm';
import { placesOf } from '../../places';
import { readJson } from '../../read-json';
import { Refusal } from '../../refusals';
import { unstorableIn } from '../../storable';

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
    if (!parsed.success) places.push(...placesOf(parsed.error, line));
    else {
      places.push(...unstorableIn(parsed.data).map((place) => ({ ...place, line })));
      alarms.push(parsed.data);
    }
  }
  if (places.length > 0) throw new Refusal('INVALID_FIELD', `${places.length} fields do not fit`, places);
  return alarms;
}

interface Row {
  readonly value: unknown;
  readonly line: number;
}

function arrayRows(text: string): Row[] {
  return (readJson(text) as unknown[]).map((item, i) => ({ value: item, line: i + 1 }));
}

function linesOf(text: string): Row[] {
  return text
    .split('\n')
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => row.trim() !== '')
    .map(({ row, line }) => ({ value: readJson(row, line), line }));
}
