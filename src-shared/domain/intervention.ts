import { z } from 'zod';
import { infraRef, instant, operatorCode, orderingRef, pmRef } from './codes';
import { lineRoute } from './line';
import { natureFamily } from './nature';
import { outOfScope } from './rollout';

/** open: between HD and HF · testing: a test waits for answers · ended: HF given, closing test to come · closed. */
export const interventionStates = ['open', 'testing', 'ended', 'closed'] as const;
export const interventionState = z.enum(interventionStates);
export type InterventionState = z.infer<typeof interventionState>;

/**
 * A line in an answer to a test as the ordering operator gets it (M6TX, ClientHSOC1): another operator's words, as long or
 * as empty as its table lets them be.
 */
export const answeredLine = lineRoute.extend({
  ptoRef: z.string().max(50),
  pboRef: z.string().max(100),
  pmModulePosition: z.string().max(256),
  tube: z.string().max(50),
  fibre: z.string().max(50),
  ontSerial: z.string().optional(),
  lineServiceRef: z.string().optional(),
  changedAt: instant,
  /** reserveReparationOI: the infrastructure operator keeps this line's repair for itself. */
  reservedByInfra: z.boolean(),
});
export type AnsweredLine = z.infer<typeof answeredLine>;

/** One impacted operator's answer to one test, resolved for this ordering operator (M6TX). */
export const testAnswer = z.strictObject({
  testNumber: z.int(),
  isClosingTest: z.boolean(),
  impactedOperatorCode: operatorCode,
  repairAllowed: z.boolean(),
  receivedAt: instant,
  impactedLines: z.array(answeredLine),
  restoredPtoRefs: z.array(z.string().max(50)),
});
export type TestAnswer = z.infer<typeof testAnswer>;

/**
 * An intervention as one operator sees it. What only the ordering operator and the infrastructure operator may
 * know is optional here and absent for everybody else: an impacted operator never learns who ordered the job.
 */
export const intervention = z.strictObject({
  infraRef,
  infraOperatorCode: operatorCode,
  pmRef,
  /** The M1 code; `6` (not given) for an impacted operator, to whom code 5 would name the ordering operator. */
  nature: z.string(),
  natureFamily,
  state: interventionState,
  startedAt: instant,
  endedAt: instant.nullable(),
  testCount: z.int(),
  /** Other interventions are open at the same PM: who cut a line may be ambiguous (multiInterventionOI). */
  concurrent: z.boolean(),
  /**
   * Why there are no tests in this job, only an answer after its end: its infrastructure operator, outside, speaks Lot 1
   * alone, its ordering operator declared it in Lot 1, or the rollout plan leaves it out. The latter two are not told to
   * an impacted operator: of few operators they are true.
   */
  noTests: z.enum(['infra-lot-1', 'ordering-lot-1', 'out-of-scope']).optional(),
  /** Why the plan leaves it out, as judged at its start. */
  outOfScope: outOfScope.optional(),
  /** When a job of this kind is usually over; while it is open. Later, it is overdue. */
  expectedEndAt: instant.optional(),
  /** Nobody ended it in its time, and it was given up. Told to those who know whose job it is. */
  abandoned: z.literal(true).optional(),
  orderingOperatorCode: operatorCode.optional(),
  orderingRef: orderingRef.optional(),
  /** Answers received by the ordering operator. */
  answers: z.array(testAnswer).optional(),
});
export type Intervention = z.infer<typeof intervention>;
