import type { OperatorCode } from '@shared/domain/codes';
import type { LiveStatus } from '../live/live';

/**
 * Whether granting is safe: what the person sees is live, and every source of their operator is heard (safety 13).
 * Revoking is not asked here: taking consent away is safe at any time.
 */
export function mayGrantOn({ connection, sources }: Pick<LiveStatus, 'connection' | 'sources'>, own: OperatorCode) {
  const owned = sources.filter(({ operatorCode }) => operatorCode === own);
  return connection.state === 'live' && owned.length > 0 && owned.every(({ silent }) => !silent);
}
