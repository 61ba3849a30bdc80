import fc from 'fast-check';

/** Values that programs stumble over. */
const odd: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(1_000),
  'nul \0',
  'half \ud83d',
  '\u202eflipped',
  "'; DROP TABLE audit; --",
  '=1+1',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59+23:59',
  '2026-02-30T00:00:00Z',
  'SFRA',
  'NONE',
  [],
  {},
  [[[[[]]]]],
  Array.from({ length: 200 }, (_, i) => i),
];

type Path = readonly (string | number)[];

function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, key]))];
}

/** `value` with what stands at `path` changed. */
function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) return value.map((item, i) => (i === Number(key) ? changed(item, rest, change) : item));
  const entries = Object.entries(value as object);
  return Object.fromEntries(entries.map(([k, inner]) => [k, k === key ? changed(inner, rest, change) : inner]));
}

/** The valid value with one or two places spoilt: another value, a field more or less, a list doubled. */
function spoilt(valid: unknown): fc.Arbitrary<unknown> {
  const paths = pathsIn(valid);
  const one = fc.record({
    path: fc.constantFrom(...paths),
    change: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...odd).map((value) => () => value) },
      { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }).map((value) => () => value) },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom('extra', 'operatorCode', '__proto__', 'constructor')
          .map((name) => (old: unknown) => (typeof old === 'object' && old !== null ? { ...old, [name]: 'x' } : [old])),
      },
      {
        weight: 1,
        arbitrary: fc.constant((old: unknown) => (Array.isArray(old) ? [...old, ...old] : { was: old })),
      },
    ),
  });
  return fc
    .array(one, { minLength: 1, maxLength: 2 })
    .map((all) => all.reduce((value, { path, change }) => spoil(value, path, change), valid));
}

/** A change at a place that an earlier one took away is none. */
function spoil(value: unknown, path: Path, change: (old: unknown) => unknown): unknown {
  try {
    return changed(value, path, change);
  } catch {
    return value;
  }
}

/** Bodies that are nearly right, JSON that is anything, and texts that are no JSON. */
export function bodiesLike(valid: unknown): fc.Arbitrary<string> {
  const text = (value: unknown) => JSON.stringify(value) ?? '';
  return fc.oneof(
    { weight: 8, arbitrary: spoilt(valid).map(text) },
    { weight: 2, arbitrary: fc.jsonValue().map(text) },
    { weight: 1, arbitrary: cutOrGarbled(text(valid)) },
  );
}

/** A text cut somewhere, or with something between. */
export function cutOrGarbled(text: string): fc.Arbitrary<string> {
  return fc
    .record({
      at: fc.nat({ max: text.length }),
      skip: fc.nat({ max: 40 }),
      between: fc.oneof(
        fc.constant(''),
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.constantFrom(';', '"', '\n', '\0'),
      ),
    })
    .map(({ at, skip, between }) => text.slice(0, at) + between + text.slice(at + skip));
}
