import type { AssessInput, Assessment } from './assessment';

/** Who cut what at one PM. Pure; see assessment.ts. */
export function assess(input: AssessInput): Assessment {
  return input.jobs.map(({ infraRef }) => ({ infraRef, operators: [] }));
}
