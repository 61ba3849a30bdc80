import { MESSAGE } from '@shared/contract/lot2';
import { type MessageErrorCode, messageErrorCodes, type OutboxMessage } from '@shared/contract/messages';

/** Our own words for what happened; any other code is the recipient's. */
const ours: readonly MessageErrorCode[] = ['UNREACHABLE', 'NO_CREDENTIALS'];

/**
 * What the sender may know of why its message was not taken, from the outbox's `CODE: text`. A recipient's own sentence is
 * not shown to an impacted operator, who must not learn from it who ordered the job; nor is that of a fault here, which may
 * hold any operator's data. A code that the interface does not have is as good as a sentence.
 */
export function toldError(message: string, lastError: string | null): OutboxMessage['error'] {
  if (lastError === null) return null;
  const at = lastError.indexOf(': ');
  const [given, text] = at < 0 ? [lastError, ''] : [lastError.slice(0, at), lastError.slice(at + 2)];
  const code = messageErrorCodes.find((known) => known === given) ?? 'OTHER_REFUSAL';
  if (code === 'INTERNAL') return { code };
  if (ours.includes(code)) return { code, text };
  if (message === MESSAGE.answer) return { code };
  const said = code === 'OTHER_REFUSAL' ? lastError : text;
  return said === '' ? { code } : { code, text: said };
}
