import type { OutboxMessage } from '@shared/contract/messages';

/** Where a message stands, told by what the hub knows of it; each has its words. */
export type Standing = 'refused' | 'gave-up' | 'failing' | 'failed-here' | 'no-link' | 'behind' | 'leaving';

export function standingOf({ state, heldUp, error }: Pick<OutboxMessage, 'state' | 'heldUp' | 'error'>): Standing {
  if (heldUp !== null) return heldUp;
  if (error === null) return 'leaving';
  if (error.code === 'INTERNAL') return 'failed-here';
  if (error.code !== 'UNREACHABLE') return 'refused';
  return state === 'dead' ? 'gave-up' : 'failing';
}
