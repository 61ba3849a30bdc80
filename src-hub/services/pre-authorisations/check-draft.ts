import type { ProblemPlace } from '@shared/contract/errors';
import type { GrantDraft } from '@shared/domain/pre-authorisation';
import type { Directory } from '../../context';
import { Refusal } from '../../refusals';
import type { OwnPm } from './own-pms';

/**
 * What a draft's shape cannot tell: its operators exist and play their part, its PMs are ones where the grantor has
 * lines, it has not ended already.
 * @throws Refusal UNKNOWN_OPERATOR, UNKNOWN_PM or INVALID_FIELD, with the place of each error
 */
export function checkDraft(draft: GrantDraft, directory: Directory, pms: readonly OwnPm[], now: number): void {
  const strangers = draft.orderingOperatorCodes.flatMap((code, i) =>
    directory.ordering.includes(code) ? [] : [place(`orderingOperatorCodes.${i}`, `${code} orders no jobs here`)],
  );
  const networks = draft.scope.kind === 'pms' ? [] : (draft.scope.infraOperatorCodes ?? []);
  const notInfra = networks.flatMap((code, i) =>
    directory.all.get(code)?.roles.includes('OI')
      ? []
      : [place(`scope.infraOperatorCodes.${i}`, `${code} runs no network`)],
  );
  if (strangers.length + notInfra.length > 0)
    throw new Refusal('UNKNOWN_OPERATOR', undefined, [...strangers, ...notInfra]);

  if (draft.scope.kind === 'pms') {
    const own = new Set(pms.map((pm) => pm.pmRef));
    const unknown = draft.scope.pmRefs.flatMap((ref, i) =>
      own.has(ref) ? [] : [place(`scope.pmRefs.${i}`, `no line of yours at ${ref}`)],
    );
    if (unknown.length > 0) throw new Refusal('UNKNOWN_PM', undefined, unknown.slice(0, 50));
  }
  if (Date.parse(draft.validUntil) <= now) {
    throw new Refusal('INVALID_FIELD', undefined, [place('validUntil', 'already past')]);
  }
}

function place(field: string, message: string): ProblemPlace {
  return { field, message };
}
