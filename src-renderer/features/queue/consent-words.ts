import { knowsOrderer, type Outage } from '@shared/domain/outage';
import type { Consent } from '../../ui/marks';
import type { queueWords } from './words';

/** The third line of a row: may it be repaired, as a sign and a few words. */
export function consentOf(
  outage: Pick<Outage, 'downCount' | 'interventionState' | 'consent' | 'relation' | 'relations'>,
  words: (typeof queueWords)['fr'],
): { consent: Consent; text: string } {
  if (outage.downCount === 0) {
    return outage.interventionState === 'closed'
      ? { consent: 'yes', text: words.restored }
      : { consent: 'waiting', text: words.waiting };
  }
  const { allowed, rule } = outage.consent;
  const matrix = knowsOrderer(outage) ? undefined : outage.consent.matrix;
  if (allowed) {
    const yes = matrix?.filter((row) => row.allowed).length ?? 0;
    const some = matrix !== undefined && yes < matrix.length;
    return { consent: 'yes', text: some ? words.allowedFor(yes, matrix.length) : words.allowed };
  }
  switch (rule) {
    case 'no-grant':
      return { consent: 'no', text: words.noGrant };
    case 'revoked':
      return { consent: 'no', text: words.revoked };
    case 'outside-lot-2':
      return { consent: 'no', text: words.outside };
    case 'reserved-by-infra':
      return { consent: 'no', text: words.reserved };
    default:
      return { consent: 'no', text: words.refused };
  }
}
