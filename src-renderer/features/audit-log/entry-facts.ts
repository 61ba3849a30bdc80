/** What was kept with an entry, flat: one row a value, named by its path. Depth and number are the hub's to limit. */
export function factsOf(
  detail: Readonly<Record<string, unknown>>,
): readonly (readonly [path: string, value: string])[] {
  return Object.entries(detail).flatMap(([key, value]) => flat(key, value));
}

function flat(path: string, value: unknown): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    const plain = value.every((each) => typeof each !== 'object' || each === null);
    if (plain) return [[path, value.length === 0 ? '–' : value.map(String).join(', ')]];
    return value.flatMap((each: unknown, at) => flat(`${path}[${at}]`, each));
  }
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value);
    return inner.length === 0 ? [[path, '–']] : inner.flatMap(([key, each]) => flat(`${path}.${key}`, each));
  }
  return [[path, value === null || value === undefined || value === '' ? '–' : String(value)]];
}
