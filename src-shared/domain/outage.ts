import { z } from 'zod';
import { infraRef, instant, operatorCode, pmRef, ptoRef } from './codes';
import { lineRoute } from './line';

/** A line against the photo taken at the start of the job (interop.md, Line states). */
export const lineStates = ['already-down', 'down', 'restored', 'switched-off'] as const;
export const lineState = z.enum(lineStates);
export type LineState = z.infer<typeof lineState>;

/**
 * Why a line went: at the patch panel (one line, a module, a cable), or not the technician's doing. `unknown` is said
 * when the alarms do not tell.
 */
export const causes = ['patch', 'module', 'cable', 'power-off', 'pon-failure', 'known-works', 'unknown'] as const;
export const cause = z.enum(causes);
export type Cause = z.infer<typeof cause>;

/** Reasons of an attribution, as codes that screens put into words; `count` where one is spoken of. */
export const reasonCodes = [
  'loss-without-gasp',
  'dying-gasp',
  'whole-pon',
  'module-burst',
  'cable-burst',
  'near-the-job',
  'far-from-the-job',
  'several-operators',
  'flapping',
  'only-job-at-pm',
  'several-jobs-at-pm',
  'known-works',
  'after-the-end',
  'back-unasked',
  'box-was-on',
  'box-just-started',
  'neighbours-intact',
] as const;
export const reason = z.strictObject({ code: z.enum(reasonCodes), count: z.int().optional() });
export type Reason = z.infer<typeof reason>;

export const attribution = z.strictObject({
  /** How sure the hub is that this job cut these lines, 0–1. */
  confidence: z.number().min(0).max(1),
  /** Another job at the PM may as well have done it. */
  ambiguous: z.boolean(),
  reasons: z.array(reason),
});
export type Attribution = z.infer<typeof attribution>;

export const impactedLine = z.strictObject({
  ptoRef,
  state: lineState,
  cause,
  /** When the line took this state, by the OLT's clock. */
  changedAt: instant,
  /** When the hub heard of it. */
  heardAt: instant,
  confidence: z.number().min(0).max(1),
  /** Cuts under 20 s since the start of the job. */
  shortCuts: z.int(),
  /** Present where the reader may see the route. */
  route: lineRoute.optional(),
});
export type ImpactedLine = z.infer<typeof impactedLine>;

export const severities = ['critical', 'major', 'minor', 'warning', 'none'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** ISA-18.2 as one desk lives it; `returned` = lines back, not yet acknowledged by this desk. */
export const outageStates = ['unacknowledged', 'acknowledged', 'returned', 'closed'] as const;
export const outageState = z.enum(outageStates);
export type OutageState = z.infer<typeof outageState>;

/**
 * restored: the closing test found every line up · dismissed: the impacted operator says that it is none · withdrawn:
 * later alarms told another cause.
 */
export const closings = ['restored', 'dismissed', 'withdrawn'] as const;

/** What decided a consent; see consent/decide.ts. */
export const consentRules = [
  'granted',
  'no-grant',
  'other-operator',
  'out-of-scope',
  'other-nature',
  'not-yet-valid',
  'expired',
  'revoked',
  'reserved-by-infra',
  'outside-lot-2',
] as const;
export const consentRule = z.enum(consentRules);
export type ConsentRule = z.infer<typeof consentRule>;

export const consentDecision = z.strictObject({
  allowed: z.boolean(),
  rule: consentRule,
  /** The rule in one plain French sentence; screens word it in their own language from `rule`. */
  why: z.string(),
  until: instant.nullable(),
  preAuthorisationId: z.string().nullable(),
});
export type ConsentDecision = z.infer<typeof consentDecision>;

/**
 * Consent on an outage. For the ordering and the infrastructure operator it is the decision for the real ordering
 * operator. The impacted operator gets one decision per operator that may order jobs (`matrix`, what M5TX carries), and
 * `allowed` says whether any of them holds: the decision for the real one would name it.
 */
export const outageConsent = consentDecision.extend({
  matrix: z.array(consentDecision.extend({ orderingOperatorCode: operatorCode })).optional(),
});
export type OutageConsent = z.infer<typeof outageConsent>;

export const comment = z.strictObject({ at: instant, author: z.string(), text: z.string() });

/** What the reader is in this outage; decides what it may see and do. */
export const relations = ['impacted', 'infra', 'ordering'] as const;
export const relation = z.enum(relations);
export type Relation = z.infer<typeof relation>;

/** One outage: one impacted operator × one intervention, as one reader sees it. */
export const outage = z.strictObject({
  id: z.string(),
  /** The strongest of `relations`: impacted, then ordering, then infra. */
  relation,
  /** All that the reader is in this outage: one operator may be several at once. Always written by the hub. */
  relations: z.array(relation).optional(),
  pmRef,
  infraRef,
  infraOperatorCode: operatorCode,
  impactedOperatorCode: operatorCode,
  severity,
  state: outageState,
  /** Earliest loss, by the OLT's clock. */
  raisedAt: instant,
  /** When the hub opened it. */
  reportedAt: instant,
  /** Latest new victim; an acknowledged outage returns to unacknowledged then. */
  lastVictimAt: instant,
  endedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closing: z.enum(closings).nullable(),
  attribution,
  consent: outageConsent,
  lines: z.array(impactedLine),
  /** Lines down now. */
  downCount: z.int(),
  restoredCount: z.int(),
  interventionState: z.enum(['open', 'testing', 'ended', 'closed']),
  interventionEndedAt: instant.nullable(),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  comments: z.array(comment),
});
export type Outage = z.infer<typeof outage>;

/**
 * Whether the reader may know who ordered the job: its consent is then the decision for the real ordering operator, and
 * the matrix is only what its own M5TX carried.
 */
export function knowsOrderer(outage: Pick<Outage, 'relation' | 'relations'>): boolean {
  return (outage.relations ?? [outage.relation]).some((relation) => relation !== 'impacted');
}
