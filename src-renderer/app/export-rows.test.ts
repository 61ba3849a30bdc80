import { describe, expect, it } from 'vitest';
import { rowsOf } from './export-rows';

describe('rows of an export', () => {
  it('CSV: the heading is no row, a last line without break is one', () => {
    expect(rowsOf('a;b\r\n1;2\r\n3;4', 'csv')).toBe(2);
    expect(rowsOf('a;b\r\n', 'csv')).toBe(0);
    expect(rowsOf('', 'csv')).toBe(0);
  });
  it('CSV: breaks and quotes inside a cell do not end a record', () =>
    expect(rowsOf('a\n"x\ny ""z"""\n"w"\n', 'csv')).toBe(2));
  it('JSON: a list, or the list of a page', () => {
    expect(rowsOf('[1,2,3]', 'json')).toBe(3);
    expect(rowsOf('{"items":[1],"total":1}', 'json')).toBe(1);
    expect(rowsOf('{"other":1}', 'json')).toBeNaN();
  });
});
