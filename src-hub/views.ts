import type { FeedKind } from '@shared/contract/feed';
import { may } from '@shared/domain/authorisation';
import type { Role } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { ImpactedLine, Outage, Relation } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller } from './context';

/**
 * From what an operator may see (its projections) to what one role in it may see. Every list, feed, report and
 * snapshot passes here, so none of them can forget a role's limits (safety 2, 6).
 */
interface Docs {
  readonly intervention: Intervention;
  readonly outage: Outage;
  readonly preAuthorisation: PreAuthorisation;
}
export type DocOf<K extends FeedKind> = Docs[K];
export type Viewer = Pick<Caller, 'role' | 'operatorCode'>;

/** The document as `viewer` may see it, or null when it may not see it at all. */
export const viewOf: { readonly [K in FeedKind]: (viewer: Viewer, doc: DocOf<K>) => DocOf<K> | null } = {
  outage: (viewer, outage) => outageFor(viewer.role, outage),
  intervention: interventionFor,
  preAuthorisation: (viewer, doc) => (may(viewer.role, 'pre-authorisation.read') ? doc : null),
};

/** Roles of one operator that see the same things share a key: the feed builds one frame for each. */
export function viewKey(role: Role): string {
  switch (role) {
    case 'hotline':
    case 'technician':
    case 'auditor':
      return role;
    default:
      return 'desk';
  }
}

/** Everything that the reader's operator is in it: Orange may run the network, order the job and lose a line. */
function relationsIn(outage: Outage): readonly Relation[] {
  return outage.relations ?? [outage.relation];
}

function outageFor(role: Role, outage: Outage): Outage | null {
  const relations = relationsIn(outage);
  if (!relations.some((relation) => may(role, 'outage.read', relation))) return null;
  return relations.some((relation) => may(role, 'outage.read-routes', relation))
    ? outage
    : { ...outage, lines: outage.lines.map(withoutRoute) };
}

function withoutRoute({ route: _route, ...line }: ImpactedLine): ImpactedLine {
  return line;
}

function interventionFor(viewer: Viewer, intervention: Intervention): Intervention | null {
  if (!may(viewer.role, 'intervention.read')) return null;
  if (viewer.role === 'technician' && intervention.orderingOperatorCode !== viewer.operatorCode) return null;
  // Answers carry other operators' sockets: for those who repair and supervise, not for the hotline.
  if (may(viewer.role, 'outage.read-routes', 'ordering')) return intervention;
  const { answers: _answers, ...rest } = intervention;
  return rest;
}
