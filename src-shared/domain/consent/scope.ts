import type { DepartmentCode, OperatorCode, PmRef } from '../codes';
import type { GrantScope } from '../pre-authorisation';

/** What of a PM decides whether a scope covers it. */
export interface PmFacts {
  readonly pmRef: PmRef;
  readonly infraOperatorCode: OperatorCode;
  readonly department: DepartmentCode;
}

/** Whether a pre-authorisation of this scope speaks of this PM. */
export function covers(scope: GrantScope, pm: PmFacts): boolean {
  switch (scope.kind) {
    case 'networks':
      return scope.infraOperatorCodes.includes(pm.infraOperatorCode);
    case 'departments':
      return (
        scope.departments.includes(pm.department) &&
        (scope.infraOperatorCodes === undefined || scope.infraOperatorCodes.includes(pm.infraOperatorCode))
      );
    case 'pms':
      return scope.pmRefs.includes(pm.pmRef);
  }
}

/** The PMs, of those given, that both scopes cover. */
export function sharedPms<P extends PmFacts>(a: GrantScope, b: GrantScope, pms: readonly P[]): readonly P[] {
  const named = namedPms(a) ?? namedPms(b);
  const candidates = named === undefined ? pms : pms.filter((pm) => named.has(pm.pmRef));
  return candidates.filter((pm) => covers(a, pm) && covers(b, pm));
}

/** Scopes of thousands of named PMs against thousands of PMs: look names up before comparing lists. */
function namedPms(scope: GrantScope): ReadonlySet<PmRef> | undefined {
  return scope.kind === 'pms' ? new Set(scope.pmRefs) : undefined;
}
