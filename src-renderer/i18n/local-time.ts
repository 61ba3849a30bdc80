const two = (value: number) => String(value).padStart(2, '0');

/** An instant in the workstation's own time as people type it here, `24/11/2026 06:00`, in both languages. */
export function writeLocal(at: number): string {
  const d = new Date(at);
  return `${two(d.getDate())}/${two(d.getMonth() + 1)}/${d.getFullYear()} ${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The same in UTC, with its own date: near midnight it is another day. `24/11/2026 05:00 UTC`. */
export function writeUtc(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)} UTC`;
}

const shape = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})[\sT,à]+(\d{1,2})[:hH](\d{2})\s*$/;

/**
 * Reads what `writeLocal` writes, in milliseconds since 1970. Null where it names no moment: not a date, 31/02, or the
 * hour that the change to summer time skips.
 */
export function readLocal(text: string): number | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [day, month, year, hours, minutes] = match.slice(1).map(Number) as [number, number, number, number, number];
  const at = new Date(year, month - 1, day, hours, minutes);
  const same =
    at.getFullYear() === year &&
    at.getMonth() === month - 1 &&
    at.getDate() === day &&
    at.getHours() === hours &&
    at.getMinutes() === minutes;
  return same ? at.getTime() : null;
}
