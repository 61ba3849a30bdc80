import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowCounter } from './export-rows';

function count(format: 'csv' | 'json', text: string, chunk = 7): number {
  const bytes = new TextEncoder().encode(text);
  const counter = rowCounter(format);
  for (let at = 0; at < bytes.length; at += chunk) counter.push(bytes.subarray(at, at + chunk));
  return counter.rows();
}

describe('safety 17: an export is counted as it arrives', () => {
  it('CSV: records without the heading, line breaks in quotes belong to their record', () => {
    expect(count('csv', '')).toBe(0);
    expect(count('csv', 'a;b\r\n')).toBe(0);
    expect(count('csv', 'a;b\r\n1;2\r\n3;4')).toBe(2);
    expect(count('csv', 'a;b\r\n"1\r\n""x""";2\r\n')).toBe(1);
  });

  it('JSON: any list of objects, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 50 }),
        (items, chunk) => {
          const text = JSON.stringify({ kind: 'out{a[ges', total: items.length, items });
          expect(count('json', text, chunk)).toBe(items.length);
        },
      ),
    );
  });
});
