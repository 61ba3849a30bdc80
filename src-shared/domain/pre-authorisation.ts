import { z } from 'zod';
import { departmentCode, instant, operatorCode, pmRef, sentInstant } from './codes';

/** Longest life of a pre-authorisation, in days [A]. */
export const MAX_VALIDITY_DAYS = 90;

/** Where it holds: networks of infrastructure operators, départements, or single PMs. */
export const grantScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('networks'), infraOperatorCodes: z.array(operatorCode).min(1).max(50) }),
  z.strictObject({
    kind: z.literal('departments'),
    departments: z.array(departmentCode).min(1).max(101),
    /** Narrow to these networks; all when absent. */
    infraOperatorCodes: z.array(operatorCode).min(1).max(50).optional(),
  }),
  z.strictObject({ kind: z.literal('pms'), pmRefs: z.array(pmRef).min(1).max(5000) }),
]);
export type GrantScope = z.infer<typeof grantScope>;

export const grantNature = z.enum(['connection', 'repair']);
export type GrantNature = z.infer<typeof grantNature>;

/** What a supervisor of an impacted operator writes to let others' technicians repair its lines. */
export const grantDraft = z
  .strictObject({
    orderingOperatorCodes: z.array(operatorCode).min(1).max(50),
    scope: grantScope,
    natures: z.array(grantNature).min(1),
    validFrom: sentInstant,
    validUntil: sentInstant,
    reason: z.string().trim().min(3).max(500),
    ticket: z.string().trim().max(50).optional(),
  })
  .refine((g) => Date.parse(g.validUntil) > Date.parse(g.validFrom), {
    path: ['validUntil'],
    message: 'must be after validFrom',
  })
  .refine((g) => Date.parse(g.validUntil) - Date.parse(g.validFrom) <= MAX_VALIDITY_DAYS * 86_400_000, {
    path: ['validUntil'],
    message: `at most ${MAX_VALIDITY_DAYS} days after validFrom`,
  });
export type GrantDraft = z.infer<typeof grantDraft>;

/** A standing or past pre-authorisation; read by the operator that granted it. */
export const preAuthorisation = z.strictObject({
  id: z.string(),
  /** `PA-0142`: what people call it. */
  label: z.string(),
  impactedOperatorCode: operatorCode,
  orderingOperatorCodes: z.array(operatorCode),
  scope: grantScope,
  natures: z.array(grantNature),
  validFrom: instant,
  validUntil: instant,
  reason: z.string(),
  ticket: z.string().optional(),
  grantedBy: z.string(),
  grantedAt: instant,
  revokedBy: z.string().nullable(),
  revokedAt: instant.nullable(),
  revokedReason: z.string().nullable(),
});
export type PreAuthorisation = z.infer<typeof preAuthorisation>;

/** An infrastructure operator keeps a line's repair for itself (reserveReparationOI): it can only take away. */
export const infraReservation = z.strictObject({
  id: z.string(),
  infraOperatorCode: operatorCode,
  pmRef,
  /** Absent: every line of the PM. */
  ptoRef: z.string().min(1).max(50).optional(),
  reason: z.string().trim().min(3).max(500),
  until: sentInstant,
});
export type InfraReservation = z.infer<typeof infraReservation>;
