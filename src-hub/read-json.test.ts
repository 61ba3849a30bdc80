import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json';
import { unstorableIn } from './storable';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('safety 26: JSON from outside', () => {
  it('is what JSON.parse reads, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(readJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused when it is nested too deep, closed or not, and brackets in a text are no nesting', () => {
    expect(readJson(nested(32))).toBeDefined();
    for (const text of [nested(33), '['.repeat(1_000_000), '{"a":'.repeat(33)]) {
      expect(() => readJson(text)).toThrow(expect.objectContaining({ code: 'MALFORMED_BODY' }));
    }
    const text = `${'['.repeat(100)}\\"`;
    expect(readJson(JSON.stringify(text))).toBe(text);
  });

  it('is refused with its line when it is none', () => {
    expect(() => readJson('{', 7)).toThrow(
      expect.objectContaining({ places: [{ field: '', message: 'not JSON', line: 7 }] }),
    );
  });
});

it('safety 26: texts that cannot be stored are named by their place', () => {
  const value = { a: ['fine', 'nul \0'], b: { c: 'half \ud83d' }, d: 'whole \u{1f600}', e: null, f: 1 };
  expect(unstorableIn(value).map(({ field }) => field)).toEqual(['a.1', 'b.c']);
  expect(unstorableIn(JSON.parse('{"a": {"__proto__": {"b": 1}}}')).map(({ field }) => field)).toEqual(['a']);
});
