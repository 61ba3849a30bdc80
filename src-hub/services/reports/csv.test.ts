import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv';

const dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20'];
const special = fc.constantFrom(...dangerous, '"', ';', "'", ' ', ',', 'é', '1', 'a');
const text = fc.oneof(fc.string({ unit: special }), fc.string({ unit: 'grapheme' }));
const isNegativeNumber = (value: string) => /^-\d+([.,]\d+)?$/.test(value);

/** Reads one line of RFC 4180 with `;`, as a spreadsheet would. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  let i = 0;
  for (;;) {
    let cell = '';
    if (line[i] === '"') {
      i += 1;
      while (!(line[i] === '"' && line[i + 1] !== '"')) {
        if (line[i] === undefined) throw new Error('quote left open');
        if (line[i] === '"') i += 1;
        cell += line[i];
        i += 1;
      }
      i += 1;
    } else {
      while (line[i] !== ';' && line[i] !== '\r' && line[i] !== undefined) cell += line[i++];
    }
    cells.push(cell);
    if (line.slice(i) === '\r\n') return cells;
    if (line[i] !== ';') throw new Error(`stray text at ${i}`);
    i += 1;
  }
}

describe('csv', () => {
  it('safety 27: no cell read back starts a formula, unless it is a plain negative number', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (values) => {
        for (const cell of readLine(csvLine(values))) {
          expect(isNegativeNumber(cell) || !dangerous.some((start) => cell.startsWith(start))).toBe(true);
        }
      }),
    );
  });

  it('safety 27: every line reads back to its cells, with nothing but the apostrophe added', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (values) => {
        const cells = readLine(csvLine(values));
        expect(cells).toHaveLength(values.length);
        cells.forEach((cell, i) => {
          const value = values[i] ?? '';
          const tamed = dangerous.some((start) => value.startsWith(start)) && !isNegativeNumber(value);
          expect(cell).toBe(tamed ? `'${value}` : value);
        });
      }),
    );
  });

  it('safety 27: numbers stay numbers, negative ones too, as number or as text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        expect(Number(csvCell(n))).toBe(n === 0 ? 0 : n);
      }),
    );
    fc.assert(
      fc.property(fc.integer(), (n) => {
        expect(csvCell(String(n))).toBe(String(n));
      }),
    );
    expect(csvCell('-0,57')).toBe('-0,57');
    expect(csvCell('-1+cmd()')).toBe("'-1+cmd()");
    expect(csvCell('-1\n=1')).toBe(`"'-1\n=1"`);
  });

  it('writes nothing for what is absent, and words for booleans', () => {
    expect(csvLine([null, undefined, '', true, false, 0])).toBe(';;;true;false;0\r\n');
  });
});
