import type { ProblemPlace } from '@shared/contract/errors';
import type { z } from 'zod';

/** Where a value does not fit its schema; `line` for one row of many. */
export function placesOf(error: z.ZodError, line?: number): ProblemPlace[] {
  return error.issues.map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.'),
    message: issue.code === 'unrecognized_keys' ? 'unknown field' : issue.message,
    ...(line === undefined ? {} : { line }),
  }));
}
