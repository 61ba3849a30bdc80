import type { PreAuthorisation } from '@shared/domain/pre-authorisation';

export const grantStatuses = ['standing', 'coming', 'expired', 'revoked'] as const;
export type GrantStatus = (typeof grantStatuses)[number];

type Life = Pick<PreAuthorisation, 'validFrom' | 'validUntil' | 'revokedAt'>;

/**
 * What a pre-authorisation is worth at a moment. A revoke outlasts everything; one ends just before `validUntil`.
 * @param now milliseconds since 1970, by the hub's clock
 */
export function statusOf(grant: Life, now: number): GrantStatus {
  if (grant.revokedAt !== null) return 'revoked';
  if (!(now < Date.parse(grant.validUntil))) return 'expired';
  return now >= Date.parse(grant.validFrom) ? 'standing' : 'coming';
}

/** Under this much time left, a standing one is pointed out: renewing takes people. */
export const SOON_MS = 7 * 86_400_000;

export function endsSoon(grant: Life, now: number): boolean {
  return statusOf(grant, now) === 'standing' && Date.parse(grant.validUntil) - now < SOON_MS;
}

/** When any of these next changes status or becomes one that ends soon; null: never again by time alone. */
export function nextTurn(grants: readonly Life[], now: number): number | null {
  let next: number | null = null;
  for (const grant of grants) {
    if (grant.revokedAt !== null) continue;
    const until = Date.parse(grant.validUntil);
    for (const at of [Date.parse(grant.validFrom), until - SOON_MS + 1, until]) {
      if (at > now && (next === null || at < next)) next = at;
    }
  }
  return next;
}

/** Order of the list: what holds now first, ending soonest first; then what comes; then what is over, latest first. */
export function inOrder<G extends Life>(grants: readonly G[], now: number): readonly G[] {
  const rank = (grant: G) => grantStatuses.indexOf(statusOf(grant, now));
  return [...grants].sort((a, b) => rank(a) - rank(b) || byTime(a, b, statusOf(a, now)));
}

function byTime(a: Life, b: Life, status: GrantStatus): number {
  switch (status) {
    case 'standing':
      return Date.parse(a.validUntil) - Date.parse(b.validUntil);
    case 'coming':
      return Date.parse(a.validFrom) - Date.parse(b.validFrom);
    case 'expired':
      return Date.parse(b.validUntil) - Date.parse(a.validUntil);
    case 'revoked':
      return Date.parse(b.revokedAt ?? '') - Date.parse(a.revokedAt ?? '');
  }
}
