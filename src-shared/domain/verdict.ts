import { z } from 'zod';
import { instant } from './codes';

/** Hotline's question: is this customer's outage due to a neighbour's job? (desk.md, The hotline verdict) */
export const verdicts = ['yes', 'no', 'unknown'] as const;

/** Evidence, as codes that the screen puts into words. Never another operator's customer or the DO. */
export const evidence = z.strictObject({
  code: z.enum([
    'line-up',
    'line-down',
    'down-before-job',
    'power-off',
    'pon-failure',
    'cut-by-open-job',
    'cut-by-ended-job',
    'ambiguous-jobs',
    'no-job-at-pm',
    'job-open-at-pm',
    'restored',
    'source-silent',
    'known-works',
  ]),
  at: instant.optional(),
  infraRef: z.string().optional(),
  count: z.int().optional(),
});
export type Evidence = z.infer<typeof evidence>;

export const verdict = z.strictObject({
  ptoRef: z.string(),
  pmRef: z.string(),
  verdict: z.enum(verdicts),
  since: instant.optional(),
  /** When the job is usually over: an estimate, never a promise. */
  expectedEnd: instant.optional(),
  repairAllowed: z.boolean().optional(),
  confidence: z.number().min(0).max(1).optional(),
  evidence: z.array(evidence),
  /** Age of the newest word from this operator's own alarm source. */
  dataAgeSeconds: z.number().nullable(),
});
export type Verdict = z.infer<typeof verdict>;
