/** What a cell may hold; absent things are empty cells. */
export type Cell = string | number | boolean | null | undefined;

/** Written first: without it spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What a spreadsheet takes for the start of a formula, with the full-width forms of = + - @. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEGATIVE_NUMBER = /^-\d+([.,]\d+)?$/;

/**
 * One cell: text that a spreadsheet would run as a formula gets an apostrophe in front (safety 27), plain negative
 * numbers stay; quoted where a separator, a quote, a line break or a space at an edge would be misread.
 */
export function csvCell(value: Cell): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const tame = FORMULA_START.test(value) && !NEGATIVE_NUMBER.test(value) ? `'${value}` : value;
  return /[;"\r\n]|^\s|\s$/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
}

/** One line, with its CRLF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(';')}\r\n`;
}
