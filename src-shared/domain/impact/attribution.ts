import type { Attribution, Reason } from '../outage';
import type { AssessedLine } from './assessment';

/**
 * Of one operator's lines, what the outage says as a whole: as sure as its surest line, for the reasons of all of
 * them. A reason's `count` is the number of lines it speaks for, except where it counts operators or jobs.
 */
export function attributionOf(lines: readonly AssessedLine[]): Attribution | null {
  const blamed = lines.filter(({ blame }) => blame !== 'no');
  const [first, ...others] = blamed;
  if (first === undefined) return null;
  const surest = others.reduce((best, line) => (line.confidence > best.confidence ? line : best), first);
  return { confidence: surest.confidence, ambiguous: surest.ambiguous, reasons: together(blamed) };
}

function together(lines: readonly AssessedLine[]): Reason[] {
  const counts = new Map<Reason['code'], number>();
  for (const { code, count } of lines.flatMap(({ reasons }) => reasons)) {
    const before = counts.get(code) ?? 0;
    const countsOthers = code === 'several-operators' || code === 'several-jobs-at-pm';
    counts.set(code, countsOthers ? Math.max(before, count ?? 0) : before + 1);
  }
  return [...counts].map(([code, count]) => ({ code, count }));
}
