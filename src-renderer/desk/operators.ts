import type { Operator } from '@shared/contract/http';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useHub, useSession } from './desk';
import { named } from './named';

/** The operators of this hub, asked once. Empty until known. */
export function useOperators(): readonly Operator[] {
  const hub = useHub();
  const { data } = useQuery({
    queryKey: [hub.address, 'operators'],
    queryFn: ({ signal }) => hub.call('operators', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.items ?? none;
}

const none: readonly Operator[] = [];

/** Name of an operator from its code; the code itself until names are known. */
export function useOperatorName(): (code: string) => string {
  const operators = useOperators();
  return useCallback((code) => operators.find((operator) => operator.code === code)?.name ?? code, [operators]);
}

/** Whether the operator of the person signed in runs a network; false until known. */
export function useOwnsNetwork(): boolean {
  const { operatorCode } = useSession();
  return useOperators().some(({ code, roles }) => code === operatorCode && roles.includes('OI'));
}

/** A sentence of the hub with the operators' names for their codes. */
export function useNamed(): (sentence: string) => string {
  const operators = useOperators();
  return useCallback((sentence) => named(sentence, operators), [operators]);
}
