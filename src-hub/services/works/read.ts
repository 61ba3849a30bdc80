import type { ProblemPlace } from '@shared/contract/errors';
import { type WorksNotice, worksNotice } from '@shared/domain/works';
import { placesOf } from '../../places';
import { readJson } from '../../read-json';
import { Refusal } from '../../refusals';
import { unstorableIn } from '../../storable';

/** Most announcements in one call. */
const MOST_NOTICES = 2_000;

/** An announcement, and where in the body it stands. */
export interface PlacedNotice {
  readonly notice: WorksNotice;
  /** Line of NDJSON, or index in an array, counted from 1. */
  readonly line: number;
}

/**
 * The announcements of PUT /api/works: a JSON array, or NDJSON. All or nothing: one that does not fit refuses the call
 * and is named by its line and field.
 * @throws Refusal MALFORMED_BODY, INVALID_FIELD, BODY_TOO_LARGE
 */
export function readWorks(text: string): readonly PlacedNotice[] {
  const rows = text.trimStart().startsWith('[') ? arrayRows(text) : linesOf(text);
  if (rows.length > MOST_NOTICES) throw new Refusal('BODY_TOO_LARGE', `at most ${MOST_NOTICES} works a call`);
  const places: ProblemPlace[] = [];
  const notices: PlacedNotice[] = [];
  for (const { value, line } of rows) {
    const parsed = worksNotice.safeParse(value);
    if (!parsed.success) places.push(...placesOf(parsed.error, line));
    else {
      places.push(...unstorableIn(parsed.data).map((place) => ({ ...place, line })));
      notices.push({ notice: parsed.data, line });
    }
  }
  if (places.length > 0) throw new Refusal('INVALID_FIELD', 'nothing was taken', places);
  return notices;
}

interface Row {
  readonly value: unknown;
  readonly line: number;
}

function arrayRows(text: string): Row[] {
  return (readJson(text) as unknown[]).map((value, i) => ({ value, line: i + 1 }));
}

function linesOf(text: string): Row[] {
  return text
    .split('\n')
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => row.trim() !== '')
    .map(({ row, line }) => ({ value: readJson(row, line), line }));
}
