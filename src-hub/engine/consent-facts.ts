import type { OperatorCode } from '@shared/domain/codes';
import type { InfraReservation, PreAuthorisation } from '@shared/domain/pre-authorisation';
import type { HubContext } from '../context';
import type { Work } from '../db/work';
import { reservationsAt } from '../services/infra-reservations/store';
import { grantsOf } from '../services/pre-authorisations/store';

/** Grants and reservations that may bear on some outages, and who may order jobs. */
export interface ConsentFacts {
  readonly grants: readonly PreAuthorisation[];
  readonly reservations: readonly InfraReservation[];
  readonly ordering: readonly OperatorCode[];
}

/** What decides the consents shown with these outages. */
export async function loadConsentFacts(
  ctx: HubContext,
  work: Work,
  outages: readonly { impactedOperatorCode: string; infraOperatorCode: string; pmRef: string }[],
): Promise<ConsentFacts> {
  return {
    grants: await grantsOf(work, ...new Set(outages.map((o) => o.impactedOperatorCode))),
    reservations: await reservationsAt(work, outages, work.at),
    ordering: ctx.directory.ordering,
  };
}

/**
 * "Now" for decisions on these grants: read after they were, and never before a revoke that they show, whichever hub's
 * clock wrote it. Milliseconds.
 */
export function decisionTime(grants: readonly PreAuthorisation[], now: number): number {
  return grants.reduce((at, { revokedAt }) => (revokedAt === null ? at : Math.max(at, Date.parse(revokedAt))), now);
}
