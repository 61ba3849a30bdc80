import { z } from 'zod';
import type { Action } from '../domain/authorisation';
import { departmentCode, instant, operatorCode, pmRef, ptoRef, role, roles, sentInstant } from '../domain/codes';
import { intervention, interventionState } from '../domain/intervention';
import { natureFamily } from '../domain/nature';
import { consentDecision, outage, outageState } from '../domain/outage';
import { pm, pmColumns } from '../domain/pm';
import { grantDraft, infraReservation, preAuthorisation } from '../domain/pre-authorisation';
import { rolloutPlan, rolloutRules, scopeMisses } from '../domain/rollout';
import { verdict } from '../domain/verdict';
import { works } from '../domain/works';
import { snapshot } from './feed';
import { ipeFormat, ipeImport, ipePreview } from './ipe';
import { messageState, outboxMessage, partnerLink, resendResult } from './messages';

/**
 * Our own HTTP API, one entry a call. The hub registers exactly these and checks `query`, `body` and `reply` against
 * them; clients take their types from here. Strict: unknown fields are refused (safety.md 26). Errors: contract/errors.
 */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  /** Null: open to anybody. */
  readonly action: Action | null;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
}

const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(1000).default(100) };

/** Every list answers in this shape; `total` counts all matches, not this page. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable(), total: z.int() });

export const session = z.strictObject({
  accessToken: z.string(),
  expiresAt: instant,
  operatorCode,
  operatorName: z.string(),
  /** The operator is invented for the demonstration, or real but played. */
  demo: z.boolean(),
  login: z.string(),
  role,
  departments: z.array(departmentCode),
});
export type Session = z.infer<typeof session>;

export const credentials = z.strictObject({ login: z.string().min(1).max(100), password: z.string().min(1).max(200) });

export const operator = z.strictObject({
  code: operatorCode,
  name: z.string(),
  demo: z.boolean(),
  roles: z.array(z.enum(['OI', 'OC', 'DO'])),
});
export type Operator = z.infer<typeof operator>;

export const health = z.strictObject({
  status: z.enum(['ok', 'degraded']),
  product: z.literal('vigie-hub'),
  version: z.string(),
  feedVersion: z.int(),
  epoch: z.string(),
  at: instant,
  demo: z.boolean(),
  speed: z.number(),
});
export type Health = z.infer<typeof health>;

/** Every entry of an outage's timeline: a message of the protocol, an alarm, or somebody's act. */
export const timelineEntry = z.strictObject({
  at: instant,
  heardAt: instant,
  kind: z.enum([
    'M1',
    'M2',
    'M3TX',
    'M4TX',
    'M5TX',
    'M6TX',
    'M3',
    'M4',
    'CR',
    'photo',
    'abandoned',
    'lines-lost',
    'lines-back',
    'outage-opened',
    'new-victims',
    'outage-closed',
    'acknowledged',
    'commented',
    'dismissed',
    'granted',
    'revoked',
  ]),
  /** Who spoke: an operator's code where the reader may know it. */
  operatorCode: operatorCode.optional(),
  actor: z.string().optional(),
  count: z.int().optional(),
  testNumber: z.int().optional(),
  repairAllowed: z.boolean().optional(),
  text: z.string().optional(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const outageDetail = outage.extend({ timeline: z.array(timelineEntry) });
export type OutageDetail = z.infer<typeof outageDetail>;

export const outageAction = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('acknowledge'), outageIds: z.array(z.string()).min(1).max(5000) }),
  z.strictObject({
    action: z.literal('comment'),
    outageIds: z.array(z.string()).min(1).max(5000),
    text: z.string().trim().min(1).max(1000),
  }),
  z.strictObject({
    action: z.literal('dismiss'),
    outageIds: z.array(z.string()).min(1).max(5000),
    reason: z.string().trim().min(3).max(500),
  }),
]);
export type OutageAction = z.infer<typeof outageAction>;

/** A bulk act says what it did with each one (desk.md). */
export const outageActionResult = z.strictObject({
  matched: z.int(),
  succeeded: z.int(),
  failed: z.array(z.strictObject({ id: z.string(), code: z.string() })),
});
export type OutageActionResult = z.infer<typeof outageActionResult>;

/** What a grant would cover, before it is saved. */
export const grantPreview = z.strictObject({
  pmCount: z.int(),
  /** Own lines behind those PMs. */
  lineCount: z.int(),
  openInterventionCount: z.int(),
  /** PMs covered, for the map; indices into GET /api/pms?format=columns are not stable, so references. */
  pmRefs: z.array(pmRef),
  /** The booleans that M5TX would carry, now and after. */
  wire: z.array(
    z.strictObject({
      infraOperatorCode: operatorCode,
      orderingOperatorCode: operatorCode,
      before: z.boolean(),
      after: z.boolean(),
      pmCount: z.int(),
    }),
  ),
  overlaps: z.array(z.strictObject({ id: z.string(), label: z.string(), pmCount: z.int() })),
});
export type GrantPreview = z.infer<typeof grantPreview>;

/** An answer that left before a revoke: the wire can't unsay it. */
export const alreadyAnswered = z.strictObject({
  infraRef: z.string(),
  pmRef,
  testNumber: z.int(),
  isClosingTest: z.boolean(),
  sentAt: instant,
  orderingOperatorCode: operatorCode,
});

export const revocation = z.strictObject({
  preAuthorisation,
  alreadyAnswered: z.array(alreadyAnswered),
  /** Grants that still allow some of what this one allowed. */
  residual: z.array(z.strictObject({ id: z.string(), label: z.string() })),
});
export type Revocation = z.infer<typeof revocation>;

export const explainRequest = z.strictObject({
  orderingOperatorCode: operatorCode,
  pmRef,
  natureFamily,
  ptoRef: ptoRef.optional(),
  /** Default: now. */
  at: sentInstant.optional(),
});

/** What an ingest did, line by line counted; errors refuse the whole body. */
export const ingestResult = z.strictObject({
  received: z.int(),
  accepted: z.int(),
  duplicates: z.int(),
  /** PMs that left the inventory, where that was asked for. */
  closed: z.int().optional(),
});
export type IngestResult = z.infer<typeof ingestResult>;

export const rolloutEdit = z.strictObject({
  /** The version that was edited; 0: there was none. */
  version: z.int().min(0),
  rules: rolloutRules,
  note: z.string().trim().min(3).max(500),
});
export type RolloutEdit = z.infer<typeof rolloutEdit>;

/** What a plan would do to the jobs that are active now. */
export const rolloutPreview = z.strictObject({
  active: z.int(),
  /** Of them, judged outside at their start. */
  outNow: z.int(),
  /** Of them, outside had they begun now under these rules. */
  outThen: z.int(),
  misses: z.array(z.strictObject({ miss: z.enum(scopeMisses), count: z.int() })),
});
export type RolloutPreview = z.infer<typeof rolloutPreview>;

export const reportKinds = ['interventions', 'outages', 'pre-authorisations', 'audit'] as const;
export const reportKind = z.enum(reportKinds);
export type ReportKind = z.infer<typeof reportKind>;
/** Exports carry their exact row count in this header, known before the first byte (safety.md 17). */
export const TOTAL_HEADER = 'x-total-count';
const period = { from: sentInstant.optional(), to: sentInstant.optional() };

export const auditEntry = z.strictObject({
  id: z.string(),
  at: instant,
  actor: z.string(),
  /** `hub`: the hub itself, on a message or a timer. */
  role: z.enum([...roles, 'hub']),
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** The hub's clock, names of operators, and how long the protocol makes a technician wait. */
export const fieldSetting = z.strictObject({
  at: instant,
  operators: z.array(operator.pick({ code: true, name: true })),
  /** X: least time between two tests of one job. */
  testSpacingMs: z.number(),
  /** Answers to a test that come later are not awaited. */
  answerDeadlineMs: z.number(),
  /** Y: from the end of a job to its closing test. */
  closingDelayMs: z.number(),
  maxTests: z.int(),
});
export type FieldSetting = z.infer<typeof fieldSetting>;

/** A PM at which a technician may start a job. */
export const fieldPm = pm.omit({ lineCounts: true }).extend({
  /** refPMTechnique of the reader's own lines there; empty where its inventory has none. */
  technicalPmRefs: z.array(z.string()),
  /** Metres from where one asked; null when asked by reference. */
  distanceM: z.int().nullable(),
});
export type FieldPm = z.infer<typeof fieldPm>;

const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();
/** By reference or commune (`text`), or around a place: one of the two. */
const fieldPmQuery = z
  .strictObject({
    text: z.string().trim().min(2).max(50).optional(),
    longitude: degrees(180),
    latitude: degrees(90),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  })
  .refine(({ text, longitude, latitude }) => {
    const named = [longitude, latitude].filter((degree) => degree !== undefined).length;
    return text === undefined ? named === 2 : named === 0;
  }, 'either text, or longitude and latitude');

export const calls = {
  token: {
    method: 'POST',
    path: '/oauth/token',
    action: null,
    reply: z.strictObject({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() }),
  },
  signIn: { method: 'POST', path: '/api/session', action: null, body: credentials, reply: session },
  signOut: {
    method: 'POST',
    path: '/api/session/end',
    action: 'session.end',
    reply: z.strictObject({ ended: z.literal(true) }),
  },
  health: { method: 'GET', path: '/api/health', action: null, reply: health },
  operators: {
    method: 'GET',
    path: '/api/operators',
    action: 'pm.read',
    reply: z.strictObject({ items: z.array(operator) }),
  },
  pms: {
    method: 'GET',
    path: '/api/pms',
    action: 'pm.read',
    query: z.strictObject({ ...page, format: z.enum(['list', 'columns']).default('list') }),
    reply: z.union([listOf(pm), pmColumns]),
  },
  snapshot: { method: 'GET', path: '/api/snapshot', action: 'feed.console', reply: snapshot },
  interventions: {
    method: 'GET',
    path: '/api/interventions',
    action: 'intervention.read',
    query: z.strictObject({ ...page, state: interventionState.optional(), pmRef: pmRef.optional() }),
    reply: listOf(intervention),
  },
  intervention: { method: 'GET', path: '/api/interventions/:id', action: 'intervention.read', reply: intervention },
  outages: {
    method: 'GET',
    path: '/api/outages',
    action: 'outage.read',
    query: z.strictObject({ ...page, state: outageState.optional(), pmRef: pmRef.optional() }),
    reply: listOf(outage),
  },
  outage: { method: 'GET', path: '/api/outages/:id', action: 'outage.read', reply: outageDetail },
  outageActions: {
    method: 'POST',
    path: '/api/outages/actions',
    action: 'outage.comment',
    body: outageAction,
    reply: outageActionResult,
  },
  preAuthorisations: {
    method: 'GET',
    path: '/api/pre-authorisations',
    action: 'pre-authorisation.read',
    query: z.strictObject(page),
    reply: listOf(preAuthorisation),
  },
  grant: {
    method: 'POST',
    path: '/api/pre-authorisations',
    action: 'pre-authorisation.grant',
    body: grantDraft,
    reply: preAuthorisation,
  },
  grantPreview: {
    method: 'POST',
    path: '/api/pre-authorisations/preview',
    action: 'pre-authorisation.preview',
    body: grantDraft,
    reply: grantPreview,
  },
  revoke: {
    method: 'POST',
    path: '/api/pre-authorisations/:id/revoke',
    action: 'pre-authorisation.revoke',
    body: z.strictObject({ reason: z.string().trim().min(3).max(500) }),
    reply: revocation,
  },
  explain: {
    method: 'POST',
    path: '/api/pre-authorisations/explain',
    action: 'pre-authorisation.explain',
    body: explainRequest,
    reply: consentDecision,
  },
  infraReservations: {
    method: 'GET',
    path: '/api/infra-reservations',
    action: 'infra-reservation.read',
    query: z.strictObject(page),
    reply: listOf(infraReservation),
  },
  reserve: {
    method: 'POST',
    path: '/api/infra-reservations',
    action: 'infra-reservation.create',
    body: infraReservation.omit({ id: true, infraOperatorCode: true }),
    reply: infraReservation,
  },
  fieldSetting: { method: 'GET', path: '/api/field/setting', action: 'field.read', reply: fieldSetting },
  fieldPms: {
    method: 'GET',
    path: '/api/field/pms',
    action: 'field.read',
    query: fieldPmQuery,
    reply: z.strictObject({ items: z.array(fieldPm) }),
  },
  lineVerdict: { method: 'GET', path: '/api/lines/:ptoRef/verdict', action: 'line.verdict', reply: verdict },
  report: {
    method: 'GET',
    path: '/api/reports/:file',
    action: 'report.export',
    query: z.strictObject(period),
    reply: z.unknown(),
  },
  auditEntries: {
    method: 'GET',
    path: '/api/audit/entries',
    action: 'audit.read',
    query: z.strictObject({ ...page, ...period }),
    reply: listOf(auditEntry),
  },
  messages: {
    method: 'GET',
    path: '/api/messages',
    action: 'message.read',
    query: z.strictObject({ ...page, state: messageState.optional(), partner: operatorCode.optional() }),
    reply: listOf(outboxMessage).extend({ partners: z.array(partnerLink) }),
  },
  resendMessage: {
    method: 'POST',
    path: '/api/messages/:id/resend',
    action: 'message.resend',
    body: z.strictObject({}),
    reply: resendResult,
  },
  alarms: { method: 'POST', path: '/api/alarms', action: 'alarm.send', reply: ingestResult },
  importLines: { method: 'PUT', path: '/api/lines', action: 'line.import', reply: ingestResult },
  works: {
    method: 'GET',
    path: '/api/works',
    action: 'works.read',
    query: z.strictObject({ ...page, which: z.enum(['all', 'current']).default('all'), pmRef: pmRef.optional() }),
    reply: listOf(works),
  },
  importWorks: { method: 'PUT', path: '/api/works', action: 'works.import', reply: ingestResult },
  rolloutPlan: {
    method: 'GET',
    path: '/api/rollout-plan',
    action: 'rollout.read',
    reply: z.strictObject({ plan: rolloutPlan.nullable() }),
  },
  rolloutHistory: {
    method: 'GET',
    path: '/api/rollout-plan/history',
    action: 'rollout.read',
    query: z.strictObject(page),
    reply: listOf(rolloutPlan),
  },
  editRollout: {
    method: 'PUT',
    path: '/api/rollout-plan',
    action: 'rollout.edit',
    body: rolloutEdit,
    reply: z.strictObject({ plan: rolloutPlan }),
  },
  previewRollout: {
    method: 'POST',
    path: '/api/rollout-plan/preview',
    action: 'rollout.edit',
    body: z.strictObject({ rules: rolloutRules }),
    reply: rolloutPreview,
  },
  importIpe: { method: 'PUT', path: '/api/pms/ipe', action: 'ipe.import', query: ipeImport, reply: ingestResult },
  previewIpe: {
    method: 'POST',
    path: '/api/pms/ipe/preview',
    action: 'ipe.import',
    query: ipeFormat,
    reply: ipePreview,
  },
} as const satisfies Readonly<Record<string, Call>>;
export type CallName = keyof typeof calls;

export type Reply<N extends CallName> = z.infer<(typeof calls)[N]['reply']>;
export type Body<N extends CallName> = (typeof calls)[N] extends { body: infer B extends z.ZodType }
  ? z.input<B>
  : undefined;
export type Query<N extends CallName> = (typeof calls)[N] extends { query: infer Q extends z.ZodType }
  ? z.input<Q>
  : undefined;
