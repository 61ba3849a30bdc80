import type { ProblemPlace } from '@shared/contract/errors';

/** Whether PostgreSQL can hold it as text: no NUL, and no half of a surrogate pair, which JSON both can write. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/**
 * Every text in `value` that cannot be stored, and every name of a field that is more than a name: to a program that
 * copies field by field, `__proto__` is not one. Nested no deeper than readJson lets in.
 */
export function unstorableIn(value: unknown, path: readonly string[] = []): ProblemPlace[] {
  const bad = (message: string): ProblemPlace[] => [{ field: path.join('.'), message }];
  if (typeof value === 'string') return isStorable(value) ? [] : bad('holds a character that is none');
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '__proto__' || !isStorable(key) ? bad('holds a field without a name') : unstorableIn(inner, [...path, key]),
  );
}
