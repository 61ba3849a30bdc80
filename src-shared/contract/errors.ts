import { z } from 'zod';

/**
 * Codes of our own API's errors (RFC 9457, `code`). Stable: programs branch on them. `status` is the HTTP status each
 * one travels with; the renderer has a sentence for each in French and English.
 */
export const problemStatus = {
  MALFORMED_BODY: 400,
  INVALID_FIELD: 400,
  UNAUTHENTICATED: 401,
  BAD_CREDENTIALS: 401,
  SESSION_ENDED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  FORMAT_NOT_AVAILABLE: 406,
  CONFLICT: 409,
  STALE_VERSION: 409,
  ALREADY_REVOKED: 409,
  ALREADY_CLOSED: 409,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNKNOWN_PM: 422,
  UNKNOWN_OPERATOR: 422,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  DATABASE_UNAVAILABLE: 503,
  PARTNER_UNREACHABLE: 503,
  SHUTTING_DOWN: 503,
} as const;
export type ProblemCode = keyof typeof problemStatus;

const problemCodes = Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]];

/** Where in the sent data an error is: a JSON path, and the line (1-based) for NDJSON, CSV and the like. */
export const problemPlace = z.strictObject({
  field: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
  /** What stands there, where it is of use; a part of it if it is long. */
  value: z.string().optional(),
});
export type ProblemPlace = z.infer<typeof problemPlace>;

/** The body of every error of our own API, `application/problem+json`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(problemCodes),
  detail: z.string().optional(),
  places: z.array(problemPlace).optional(),
});
export type Problem = z.infer<typeof problem>;

/** Error codes of Lot 2 (interop-fields.md, …400Response). */
export const protocolErrorCodes = [
  'CHAMPS_NON_RENSEIGNE',
  'MAUVAIS_FORMAT',
  'CODE_OI_INCONNU',
  'PM_INCONNU',
  'REF_INTERV_INCONNUE',
  'REF_INTERV_OI_INCONNUE',
  'REF_INTERVOI_INCONNUE',
  'INCOHERENCE',
  'TEST_PRECEDENT_DEJA_EMIS',
  'TEST_PRECEDENT_NON_ACQUITTE',
  'TEST_NON_REALISE',
  'M3TX_NON_DEMANDE',
  'DELAI_NON_RESPECTE',
  'ERREUR_ITERATION',
] as const;
export type ProtocolErrorCode = (typeof protocolErrorCodes)[number];

/** The body of every 400 of Lot 2. */
export const protocolError = z.strictObject({
  error: z.enum(protocolErrorCodes),
  error_description: z.string().max(256).optional(),
  error_uri: z.string().optional(),
  error_parameters: z.array(z.string().max(64)).optional(),
});
