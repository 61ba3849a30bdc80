import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { type GrantStatus, grantStatuses, statusOf } from './status';

export interface GrantFilters {
  readonly status: GrantStatus | 'all';
  /** Null: whoever gains. */
  readonly orderer: string | null;
  readonly text: string;
}

export const firstFilters: GrantFilters = { status: 'standing', orderer: null, text: '' };
export const noFilters: GrantFilters = { ...firstFilters, status: 'all' };

/**
 * Those of an ordering operator whose words hold the text; status apart, so that it can be counted.
 * @param wordsOf all that the row says, for the search
 */
export function matching(
  grants: readonly PreAuthorisation[],
  { orderer, text }: GrantFilters,
  wordsOf: (grant: PreAuthorisation) => string,
): readonly PreAuthorisation[] {
  const wanted = plain(text.trim());
  return grants.filter(
    (grant) =>
      (orderer === null || grant.orderingOperatorCodes.includes(orderer)) &&
      (wanted === '' || plain(wordsOf(grant)).includes(wanted)),
  );
}

export function countByStatus(
  grants: readonly PreAuthorisation[],
  now: number,
): Readonly<Record<GrantStatus | 'all', number>> {
  const counts = { all: grants.length, standing: 0, coming: 0, expired: 0, revoked: 0 };
  for (const grant of grants) counts[statusOf(grant, now)] += 1;
  return counts;
}

export const statusChoices = [...grantStatuses, 'all'] as const;

/** Accents and capitals aside. */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
