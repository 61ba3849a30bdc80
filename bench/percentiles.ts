/** What half, nearly all and the worst of some sorted figures stay below. */
export function percentiles(sorted: readonly number[]): Record<string, number> {
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}
