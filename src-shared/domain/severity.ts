import type { InterventionState } from './intervention';
import type { Severity } from './outage';

/** What a reader's severity depends on; `consentAllowed` is that reader's own view of the consent. */
export interface SeverityFacts {
  readonly closed: boolean;
  /** Lines down now. */
  readonly downCount: number;
  readonly consentAllowed: boolean;
  readonly interventionState: InterventionState;
}

/**
 * X.733 as the desk reads it (desk.md, States): critical once the technician leaves lines down behind him, whether or
 * not he may have repaired them; then by consent; warning while lines are back but the closing test has not said so.
 */
export function severityOf({ closed, downCount, consentAllowed, interventionState }: SeverityFacts): Severity {
  if (closed) return 'none';
  if (downCount === 0) return 'warning';
  if (interventionState === 'ended' || interventionState === 'closed') return 'critical';
  return consentAllowed ? 'minor' : 'major';
}
