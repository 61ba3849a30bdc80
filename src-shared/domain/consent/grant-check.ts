import type { ConsentRule } from '../outage';
import { grantNature, type PreAuthorisation } from '../pre-authorisation';
import type { ConsentRequest } from './decide';
import { covers } from './scope';

/** Why one grant does not allow a request. */
export type Miss = Exclude<ConsentRule, 'granted' | 'reserved-by-infra' | 'outside-lot-2' | 'no-grant'>;

/**
 * Misses from the nearest to the farthest: first the grants that would cover the request at another time (a revoke
 * somebody decided tells most), then those for another kind of job, another place, another operator.
 */
const nearness: readonly Miss[] = [
  'revoked',
  'expired',
  'not-yet-valid',
  'other-nature',
  'out-of-scope',
  'other-operator',
];

/**
 * What keeps `grant` from allowing `request`; null when it allows. Valid from `validFrom`, and never before it was
 * given, until just before `validUntil`; revoked from `revokedAt` on. A job
 * whose nature was not given (M2 has no place for it) is covered by a grant for jobs of every nature alone. An instant that cannot be read denies.
 */
export function missOf(grant: PreAuthorisation, request: ConsentRequest, now: number): Miss | null {
  if (!grant.orderingOperatorCodes.includes(request.orderingOperatorCode)) return 'other-operator';
  if (!covers(grant.scope, request)) return 'out-of-scope';
  if (!coversNature(grant, request)) return 'other-nature';
  if (grant.revokedAt !== null && !(now < Date.parse(grant.revokedAt))) return 'revoked';
  if (!(now < Date.parse(grant.validUntil))) return 'expired';
  if (!(now >= Date.parse(grant.validFrom) && now >= Date.parse(grant.grantedAt))) return 'not-yet-valid';
  return null;
}

function coversNature({ natures }: PreAuthorisation, { natureFamily }: ConsentRequest): boolean {
  return natureFamily === 'unknown'
    ? grantNature.options.every((nature) => natures.includes(nature))
    : natures.includes(natureFamily);
}

/** The grant that allows the request and ends latest. */
export function standing(
  grants: readonly PreAuthorisation[],
  request: ConsentRequest,
  now: number,
): PreAuthorisation | undefined {
  return latest(grants.filter((grant) => missOf(grant, request, now) === null));
}

/** The most telling miss, with the grant that it speaks of; `no-grant` when there is no grant at all. */
export function nearestMiss(
  grants: readonly PreAuthorisation[],
  request: ConsentRequest,
  now: number,
): { readonly rule: Miss | 'no-grant'; readonly grant: PreAuthorisation | undefined } {
  for (const rule of nearness) {
    const grant = latest(grants.filter((candidate) => missOf(candidate, request, now) === rule));
    if (grant !== undefined) return { rule, grant };
  }
  return { rule: 'no-grant', grant: undefined };
}

/** Of several, the one ending latest; then by id, so that the answer does not hang on the order of rows. */
function latest(grants: readonly PreAuthorisation[]): PreAuthorisation | undefined {
  return [...grants].sort((a, b) => Date.parse(b.validUntil) - Date.parse(a.validUntil) || (a.id < b.id ? -1 : 1))[0];
}
