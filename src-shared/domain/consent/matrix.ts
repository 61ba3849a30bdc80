import type { OperatorCode } from '../codes';
import type { ConsentDecision } from '../outage';
import type { PreAuthorisation } from '../pre-authorisation';
import { type ConsentRequest, decideByGrants } from './decide';

/** One row of what an impacted operator answers without knowing who ordered the job. */
export interface MatrixRow extends ConsentDecision {
  readonly orderingOperatorCode: OperatorCode;
}

/**
 * demandeReparation of M5TX: the impacted operator's decision for each operator that may order jobs there. It takes
 * no reservations, on purpose: those are the infrastructure operator's, which applies them to the row of the real
 * ordering operator when it writes M6TX (`holdBack`, `reservationOn`).
 */
export function compileMatrix(
  request: Omit<ConsentRequest, 'orderingOperatorCode'>,
  orderingOperatorCodes: readonly OperatorCode[],
  grants: readonly PreAuthorisation[],
  now: number,
): readonly MatrixRow[] {
  return [...new Set(orderingOperatorCodes)].sort().map((orderingOperatorCode) => ({
    orderingOperatorCode,
    ...decideByGrants({ ...request, orderingOperatorCode }, grants, now),
  }));
}
