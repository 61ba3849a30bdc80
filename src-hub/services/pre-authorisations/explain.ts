import type { Body } from '@shared/contract/http';
import { decide } from '@shared/domain/consent/decide';
import type { ConsentDecision } from '@shared/domain/outage';
import type { Caller, HubContext } from '../../context';
import { Refusal } from '../../refusals';
import { ownPms } from './own-pms';
import { grantsOf } from './store';

/**
 * POST /api/pre-authorisations/explain: may the technicians of this ordering operator repair our lines at this PM, and
 * which rule says so; at a past or coming moment when `at` is given. Reservations are the infrastructure operator's
 * secret until M6TX, so they are not part of the impacted operator's answer.
 */
export async function explainConsent(
  ctx: HubContext,
  caller: Caller,
  input: Body<'explain'>,
): Promise<ConsentDecision> {
  if (!ctx.directory.all.has(input.orderingOperatorCode)) {
    throw new Refusal('UNKNOWN_OPERATOR', undefined, [
      { field: 'orderingOperatorCode', message: `${input.orderingOperatorCode} is not known here` },
    ]);
  }
  return ctx.db.inTenants([caller.operatorCode], async (tx) => {
    const [pm] = await ownPms(tx, caller.operatorCode, { kind: 'pms', pmRefs: [input.pmRef] });
    if (pm === undefined) {
      throw new Refusal('UNKNOWN_PM', undefined, [{ field: 'pmRef', message: `no line of yours at ${input.pmRef}` }]);
    }
    const at = input.at === undefined ? ctx.clock.now() : Date.parse(input.at);
    const { pmRef, infraOperatorCode, department } = pm;
    return decide(
      {
        impactedOperatorCode: caller.operatorCode,
        orderingOperatorCode: input.orderingOperatorCode,
        infraOperatorCode,
        pmRef,
        department,
        natureFamily: input.natureFamily,
        ...(input.ptoRef === undefined ? {} : { ptoRef: input.ptoRef }),
      },
      await grantsOf(tx, caller.operatorCode),
      [],
      at,
    );
  });
}
