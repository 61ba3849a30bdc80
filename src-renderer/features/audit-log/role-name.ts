import type { AuditEntry } from '@shared/contract/http';
import { useCallback } from 'react';
import { useWords } from '../../i18n/language';
import { terms } from '../../i18n/terms';
import { auditWords } from './words';

/** Who acted, as a role in words; the hub itself has none of a person's. */
export function useRoleName(): (role: AuditEntry['role']) => string {
  const { role: names } = useWords(terms);
  const { hub } = useWords(auditWords);
  return useCallback((role) => (role === 'hub' ? hub : names[role]), [names, hub]);
}
