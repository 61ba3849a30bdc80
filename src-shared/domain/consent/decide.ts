import type { OperatorCode, PtoRef } from '../codes';
import type { NatureFamily } from '../nature';
import type { ConsentDecision } from '../outage';
import type { InfraReservation, PreAuthorisation } from '../pre-authorisation';
import { nearestMiss, standing } from './grant-check';
import type { PmFacts } from './scope';
import { whyAllowed, whyDenied, whyReserved } from './why';

/** May a technician of this ordering operator repair lines of this impacted operator, at this PM, during such a job? */
export interface ConsentRequest extends PmFacts {
  readonly impactedOperatorCode: OperatorCode;
  readonly orderingOperatorCode: OperatorCode;
  readonly natureFamily: NatureFamily;
  /** One line; absent: the operator's lines at this PM in general (M6TX's one boolean). */
  readonly ptoRef?: PtoRef;
}

/**
 * The consent for one request: what the impacted operator granted, less what the infrastructure operator keeps for
 * itself (architecture.md, decision 7). Default deny. `grants` may hold anybody's grants, standing or not: only those
 * of the impacted operator count. Where several allow, the one that ends latest is named; where none does, the
 * nearest miss (grant-check.ts).
 *
 * @param now milliseconds since 1970, by the hub's clock; a past instant gives the decision of that instant
 */
export function decide(
  request: ConsentRequest,
  grants: readonly PreAuthorisation[],
  reservations: readonly InfraReservation[],
  now: number,
): ConsentDecision {
  return holdBack(decideByGrants(request, grants, now), request, reservations, now);
}

/** The impacted operator's part of `decide`, and all that its M5TX carries: reservations are not its business. */
export function decideByGrants(
  request: ConsentRequest,
  grants: readonly PreAuthorisation[],
  now: number,
): ConsentDecision {
  const own = grants.filter((grant) => grant.impactedOperatorCode === request.impactedOperatorCode);
  const allowing = standing(own, request, now);
  if (allowing !== undefined) {
    return {
      allowed: true,
      rule: 'granted',
      why: whyAllowed(allowing),
      until: allowing.validUntil,
      preAuthorisationId: allowing.id,
    };
  }
  const { rule, grant } = nearestMiss(own, request, now);
  return {
    allowed: false,
    rule,
    why: whyDenied(rule, grant, request),
    until: null,
    preAuthorisationId: grant?.id ?? null,
  };
}

/** The infrastructure operator's part of `decide`, applied when it writes M6TX: it can only take away. */
export function holdBack(
  decision: ConsentDecision,
  place: Pick<ConsentRequest, 'infraOperatorCode' | 'pmRef' | 'ptoRef'>,
  reservations: readonly InfraReservation[],
  now: number,
): ConsentDecision {
  if (!decision.allowed) return decision;
  const reservation = reservationOn(place, reservations, now);
  if (reservation === undefined) return decision;
  return {
    allowed: false,
    rule: 'reserved-by-infra',
    why: whyReserved(reservation),
    until: null,
    preAuthorisationId: decision.preAuthorisationId,
  };
}

/**
 * The reservation that keeps this line's repair (reserveReparationOI of one line in M6TX), or this whole PM's when no
 * line is named; undefined when there is none. One whose end cannot be read still holds.
 */
export function reservationOn(
  place: Pick<ConsentRequest, 'infraOperatorCode' | 'pmRef' | 'ptoRef'>,
  reservations: readonly InfraReservation[],
  now: number,
): InfraReservation | undefined {
  return reservations.find(
    ({ infraOperatorCode, pmRef, ptoRef, until }) =>
      infraOperatorCode === place.infraOperatorCode &&
      pmRef === place.pmRef &&
      (ptoRef === undefined || ptoRef === place.ptoRef) &&
      !(now >= Date.parse(until)),
  );
}
