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
  const counts = new Map<Reason['code'], { readonly code: Reason['code']; count: number }>();
  for (const { reasons } of lines) {
    for (const { code, count } of reasons) {
      let counted = counts.get(code);
      if (counted === undefined) {
        counted = { code, count: 0 };
        counts.set(code, counted);
      }
      if (code === 'several-operators' || code === 'several-jobs-at-pm') {
        counted.count = Math.max(counted.count, count ?? 0);
      } else {
        counted.count += 1;
      }
    }
  }
  return [...counts.values()];
}
