import { departmentName } from '@shared/domain/departments';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { useCallback } from 'react';
import { useOperatorName } from '../../desk/operators';
import { useFormat, useWords } from '../../i18n/language';
import type { Place, Said } from './sentence';
import { preAuthorisationWords } from './words';

/** Codes of a pre-authorisation put into names, for its sentence. */
export function useSaid(): (grant: PreAuthorisation, pmCount: number | null) => Said {
  const nameOf = useOperatorName();
  return useCallback(
    (grant, pmCount) => ({
      orderers: grant.orderingOperatorCodes.map(nameOf),
      place: placeOf(grant, nameOf),
      pmCount,
      natures: grant.natures,
      from: Date.parse(grant.validFrom),
      until: Date.parse(grant.validUntil),
    }),
    [nameOf],
  );
}

function placeOf({ scope }: PreAuthorisation, nameOf: (code: string) => string): Place {
  switch (scope.kind) {
    case 'networks':
      return { kind: 'networks', networks: scope.infraOperatorCodes.map(nameOf) };
    case 'departments':
      return {
        kind: 'departments',
        departments: scope.departments,
        networks: (scope.infraOperatorCodes ?? []).map(nameOf),
      };
    case 'pms':
      return scope;
  }
}

/** A scope in a few words, for a column. */
export function useScopeWords(): (grant: PreAuthorisation) => string {
  const words = useWords(preAuthorisationWords);
  const format = useFormat();
  const nameOf = useOperatorName();
  return useCallback(
    ({ scope }) => {
      switch (scope.kind) {
        case 'networks':
          return words.networks(format.list(scope.infraOperatorCodes.map(nameOf)));
        case 'departments': {
          const where = scope.departments.map((code) => `${departmentName(code)} (${code})`).join(', ');
          const networks = scope.infraOperatorCodes?.map(nameOf) ?? [];
          return networks.length === 0 ? where : `${where} · ${words.networks(format.list(networks))}`;
        }
        case 'pms':
          return scope.pmRefs.length === 1 ? `PM ${scope.pmRefs[0]}` : words.pms(scope.pmRefs.length);
      }
    },
    [words, format, nameOf],
  );
}
