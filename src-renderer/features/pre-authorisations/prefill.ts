import type { NatureFamily } from '@shared/domain/nature';

/** What an outage tells a new pre-authorisation. */
export interface GrantPrefill {
  readonly pmRef: string;
  readonly infraOperatorCode: string;
  readonly natureFamily: NatureFamily;
}
