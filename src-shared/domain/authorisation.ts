import type { Role } from './codes';
import type { Relation } from './outage';

/**
 * The authorisation matrix (safety.md 2): what each role may do, and towards which objects. The hub asks `may` on
 * every route and event, and does not start with a route that names no action; the console greys what it refuses; the
 * tests walk every route and event by it. What is not here is denied.
 */
export const actions = [
  'session.end',
  'pm.read',
  'intervention.read',
  'outage.read',
  'outage.read-routes',
  'outage.acknowledge',
  'outage.comment',
  'outage.dismiss',
  'pre-authorisation.read',
  'pre-authorisation.preview',
  'pre-authorisation.grant',
  'pre-authorisation.revoke',
  'pre-authorisation.explain',
  'infra-reservation.read',
  'infra-reservation.create',
  'line.verdict',
  'report.export',
  'audit.read',
  'message.read',
  'message.resend',
  'feed.console',
  'feed.field',
  'field.read',
  'alarm.send',
  'line.import',
  'ipe.import',
  'works.read',
  'works.import',
  'rollout.read',
  'rollout.edit',
  'protocol.send',
] as const;
export type Action = (typeof actions)[number];

/** What a call of the hub needs: an action of the matrix, or nothing (`public`). A route without one is not served. */
export type Access = Action | 'public';

/** Relations to an outage in which an action is allowed; `own` where the object is simply the operator's own. */
export type Reach = 'own' | readonly Relation[];

const everyRelation: readonly Relation[] = ['impacted', 'infra', 'ordering'];
const impactedOnly: readonly Relation[] = ['impacted'];

type Row = Partial<Readonly<Record<Role, Reach>>>;

export const matrix: Readonly<Record<Action, Row>> = {
  'session.end': { supervisor: 'own', hotline: 'own', auditor: 'own', technician: 'own', admin: 'own' },
  'pm.read': { supervisor: 'own', hotline: 'own', auditor: 'own', admin: 'own', system: 'own' },
  'intervention.read': {
    supervisor: 'own',
    hotline: 'own',
    auditor: 'own',
    admin: 'own',
    system: 'own',
    technician: 'own',
  },
  'outage.read': {
    supervisor: everyRelation,
    hotline: impactedOnly,
    auditor: everyRelation,
    admin: everyRelation,
    system: everyRelation,
    technician: ['ordering'],
  },
  'outage.read-routes': {
    supervisor: everyRelation,
    admin: everyRelation,
    system: everyRelation,
    technician: ['ordering'],
  },
  'outage.acknowledge': { supervisor: everyRelation, admin: everyRelation },
  'outage.comment': { supervisor: everyRelation, admin: everyRelation, hotline: impactedOnly },
  'outage.dismiss': { supervisor: impactedOnly, admin: impactedOnly },
  'pre-authorisation.read': { supervisor: 'own', auditor: 'own', admin: 'own', system: 'own' },
  'pre-authorisation.preview': { supervisor: 'own' },
  'pre-authorisation.grant': { supervisor: 'own' },
  'pre-authorisation.revoke': { supervisor: 'own' },
  'pre-authorisation.explain': { supervisor: 'own', auditor: 'own', admin: 'own' },
  'infra-reservation.read': { supervisor: 'own', auditor: 'own', admin: 'own' },
  'infra-reservation.create': { supervisor: 'own' },
  'line.verdict': { supervisor: 'own', hotline: 'own' },
  'report.export': { supervisor: 'own', auditor: 'own', admin: 'own' },
  'audit.read': { auditor: 'own', admin: 'own' },
  'message.read': { supervisor: 'own', admin: 'own' },
  'message.resend': { supervisor: 'own', admin: 'own' },
  'feed.console': { supervisor: 'own', hotline: 'own', auditor: 'own', admin: 'own', system: 'own' },
  'feed.field': { technician: 'own', system: 'own' },
  'field.read': { technician: 'own' },
  'alarm.send': { system: 'own' },
  'line.import': { system: 'own', admin: 'own' },
  'ipe.import': { system: 'own', admin: 'own' },
  'works.read': { supervisor: 'own', hotline: 'own', auditor: 'own', admin: 'own', system: 'own' },
  'works.import': { system: 'own', admin: 'own' },
  'rollout.read': { auditor: 'own', admin: 'own' },
  'rollout.edit': { admin: 'own' },
  'protocol.send': { system: 'own', technician: 'own', partner: 'own' },
};

/** Whether `role` may do `action`; for actions on an outage, `relation` is what its operator is in it. */
export function may(role: Role, action: Action, relation?: Relation): boolean {
  const reach = matrix[action][role];
  if (reach === undefined) return false;
  if (reach === 'own') return true;
  return relation === undefined || reach.includes(relation);
}
