import type { CallName } from '@shared/contract/http';
import type { RolloutRule } from '@shared/domain/rollout';
import type { Caller, HubContext } from '../context';
import type { HubFacts } from '../facts';
import { snapshotFor } from '../feed/snapshot';
import { auditLinesShown, linesOfInterventions, linesOfOutages } from '../services/audit/lines-shown';
import { listAudit } from '../services/audit/list';
import { findFieldPms } from '../services/field/pms';
import { fieldSettingOf } from '../services/field/setting';
import { listReservations } from '../services/infra-reservations/list';
import { reserve } from '../services/infra-reservations/reserve';
import { listInterventions } from '../services/interventions/list';
import { readIntervention } from '../services/interventions/read';
import { readVerdict } from '../services/line-verdict/read';
import { listMessages } from '../services/messages/list';
import { resendMessage } from '../services/messages/resend';
import { actOnOutages } from '../services/outages/act';
import { listOutages } from '../services/outages/list';
import { readOutage } from '../services/outages/read';
import { pmColumnsOf } from '../services/pms/columns';
import { listPms } from '../services/pms/list';
import { explainConsent } from '../services/pre-authorisations/explain';
import { grantPreAuthorisation } from '../services/pre-authorisations/grant';
import { listPreAuthorisations } from '../services/pre-authorisations/list';
import { previewGrant } from '../services/pre-authorisations/preview';
import { revokePreAuthorisation } from '../services/pre-authorisations/revoke';
import { editPlan } from '../services/rollout/edit';
import { previewPlan } from '../services/rollout/preview';
import { listPlans, readPlan } from '../services/rollout/read';
import { listWorks } from '../services/works/list';

/** What a handler of one call gets: who calls, and what was checked against the contract. */
export interface Given {
  readonly caller: Caller;
  readonly query: never;
  readonly body: never;
  readonly id: string;
}

type Handler = (ctx: HubContext, given: Given, facts: HubFacts) => Promise<unknown> | unknown;

/** Calls that take or give more than checked JSON have their own rooms: session.ts, ingest.ts, reports.ts. */
type PlainCall = Exclude<
  CallName,
  | 'token'
  | 'signIn'
  | 'signOut'
  | 'health'
  | 'alarms'
  | 'importLines'
  | 'importIpe'
  | 'previewIpe'
  | 'importWorks'
  | 'report'
>;

export const handlers: Readonly<Record<PlainCall, Handler>> = {
  operators: (ctx) => ({ items: [...ctx.directory.all.values()] }),
  pms: (ctx, { caller, query }) =>
    (query as { format: string }).format === 'columns' ? pmColumnsOf(ctx, caller) : listPms(ctx, caller, query),
  auditEntries: (ctx, { caller, query }) => listAudit(ctx, caller, query),
  messages: (ctx, { caller, query }) => listMessages(ctx, caller, query),
  resendMessage: (ctx, { caller, id }) => resendMessage(ctx, caller, id),
  snapshot: async (ctx, { caller }, facts) => {
    const all = await snapshotFor(ctx, caller, facts.epoch);
    const shown = [linesOfOutages(all.outages), linesOfInterventions(all.interventions)];
    const lines = shown.reduce((sum, one) => sum + one.lines, 0);
    // A desk's whole picture: which of its things were on it at that sequence, the journal tells.
    await auditLinesShown(ctx, caller, { action: 'feed.snapshot', subject: `seq ${all.seq}`, ids: [], lines });
    return all;
  },
  interventions: (ctx, { caller, query }) => listInterventions(ctx, caller, query),
  intervention: (ctx, { caller, id }) => readIntervention(ctx, caller, id),
  outages: (ctx, { caller, query }) => listOutages(ctx, caller, query),
  outage: (ctx, { caller, id }) => readOutage(ctx, caller, id),
  outageActions: (ctx, { caller, body }) => actOnOutages(ctx, caller, body),
  preAuthorisations: (ctx, { caller, query }) => listPreAuthorisations(ctx, caller, query),
  grant: (ctx, { caller, body }) => grantPreAuthorisation(ctx, caller, body),
  grantPreview: (ctx, { caller, body }) => previewGrant(ctx, caller, body),
  revoke: (ctx, { caller, id, body }) => revokePreAuthorisation(ctx, caller, id, (body as { reason: string }).reason),
  explain: (ctx, { caller, body }) => explainConsent(ctx, caller, body),
  infraReservations: (ctx, { caller, query }) => listReservations(ctx, caller, query),
  reserve: (ctx, { caller, body }) => reserve(ctx, caller, body),
  rolloutPlan: (ctx, { caller }) => readPlan(ctx, caller),
  rolloutHistory: (ctx, { caller, query }) => listPlans(ctx, caller, query),
  editRollout: (ctx, { caller, body }) => editPlan(ctx, caller, body),
  previewRollout: (ctx, { caller, body }) => previewPlan(ctx, caller, (body as { rules: RolloutRule[] }).rules),
  works: (ctx, { caller, query }) => listWorks(ctx, caller, query),
  fieldSetting: (ctx) => fieldSettingOf(ctx),
  fieldPms: (ctx, { caller, query }) => findFieldPms(ctx, caller, query),
  lineVerdict: (ctx, { caller, id }) => readVerdict(ctx, caller, id),
};
