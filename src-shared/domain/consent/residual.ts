import type { PreAuthorisation } from '../pre-authorisation';
import { type PmFacts, sharedPms } from './scope';

/**
 * Grants that still allow some of what `revoked` allowed (safety.md 8): same impacted operator, an ordering operator,
 * a nature and a PM in common, and still to be valid at some moment before `revoked` would have ended.
 *
 * @param pms the PMs where the impacted operator has lines
 */
export function residualGrants(
  revoked: PreAuthorisation,
  others: readonly PreAuthorisation[],
  now: number,
  pms: readonly PmFacts[],
): readonly PreAuthorisation[] {
  return others.filter(
    (other) =>
      other.id !== revoked.id &&
      other.impactedOperatorCode === revoked.impactedOperatorCode &&
      other.revokedAt === null &&
      Date.parse(other.validUntil) > now &&
      Date.parse(other.validFrom) < Date.parse(revoked.validUntil) &&
      Date.parse(revoked.validFrom) < Date.parse(other.validUntil) &&
      other.orderingOperatorCodes.some((code) => revoked.orderingOperatorCodes.includes(code)) &&
      other.natures.some((nature) => revoked.natures.includes(nature)) &&
      sharedPms(revoked.scope, other.scope, pms).length > 0,
  );
}
