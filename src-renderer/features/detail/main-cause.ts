import type { Cause, ImpactedLine } from '@shared/domain/outage';

/** The cause that most of the lines share; those down count before those that came back. */
export function mainCause(lines: readonly ImpactedLine[]): Cause {
  const down = lines.filter(({ state }) => state === 'down');
  const counts = new Map<Cause, number>();
  for (const { cause } of down.length > 0 ? down : lines) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
}
