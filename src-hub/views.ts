import type { FeedKind } from '@shared/contract/feed';
import { may } from '@shared/domain/authorisation';
import type { Role } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage, Relation } from '@shared/domain/outage';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { Caller } from './context';
import {
  consentFields,
  fieldsFor,
  interventionFields,
  lineFields,
  outageFields,
  picked,
  preAuthorisationFields,
} from './fields';

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

/** The document as `viewer` may see it, field by field (fields.ts), or null when it may not see it at all. */
export const viewOf: { readonly [K in FeedKind]: (viewer: Viewer, doc: DocOf<K>) => DocOf<K> | null } = {
  outage: (viewer, outage) => outageFor(viewer.role, outage),
  intervention: interventionFor,
  preAuthorisation: (viewer, doc) =>
    may(viewer.role, 'pre-authorisation.read') ? picked(doc, fieldsFor(preAuthorisationFields, viewer.role)) : null,
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
  const lineNames = fieldsFor(lineFields, role, relations);
  return {
    ...picked(outage, fieldsFor(outageFields, role, relations)),
    consent: picked(outage.consent, fieldsFor(consentFields, role, relations)),
    lines: outage.lines.map((line) => picked(line, lineNames)),
  };
}

function interventionFor(viewer: Viewer, intervention: Intervention): Intervention | null {
  if (!may(viewer.role, 'intervention.read')) return null;
  if (viewer.role === 'technician' && intervention.orderingOperatorCode !== viewer.operatorCode) return null;
  // Only an ordering operator has answers to show or hide.
  return picked(intervention, fieldsFor(interventionFields, viewer.role, ['ordering']));
}
