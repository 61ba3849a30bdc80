/** Rows of an export as its reader will count them: CSV records without the heading, items of a JSON list. */
export function rowsOf(text: string, format: 'csv' | 'json'): number {
  return format === 'csv' ? Math.max(0, csvRecords(text) - 1) : jsonItems(text);
}

/** A line break inside quotes does not end a record; a doubled quote changes nothing. */
function csvRecords(text: string): number {
  let records = 0;
  let quoted = false;
  let empty = true;
  for (const char of text) {
    if (char === '"') quoted = !quoted;
    if (char === '\n' && !quoted) {
      if (!empty) records += 1;
      empty = true;
    } else if (char !== '\r') empty = false;
  }
  return empty ? records : records + 1;
}

function jsonItems(text: string): number {
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items))
    return value.items.length;
  return Number.NaN;
}
