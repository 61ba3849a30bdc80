import type { Session } from '@shared/contract/http';
import type { Verdict } from '@shared/domain/verdict';
import { useCallback, useState } from 'react';
import { useSession } from '../../desk/desk';

/** One socket looked up: what the hub said last, or that there is no such line. */
export interface Lookup {
  readonly ptoRef: string;
  /** Milliseconds, by the hub's clock. */
  readonly at: number;
  readonly answer: Verdict['verdict'] | 'missing';
}

const MOST = 20;

/** In memory alone, as long as the session lasts: customers' sockets are written nowhere (safety 20). */
const kept = new WeakMap<Session, readonly Lookup[]>();

/** The newest first, each socket once. */
function withLookup(before: readonly Lookup[], lookup: Lookup): readonly Lookup[] {
  return [lookup, ...before.filter(({ ptoRef }) => ptoRef !== lookup.ptoRef)].slice(0, MOST);
}

export function useLookups(): { readonly lookups: readonly Lookup[]; add(lookup: Lookup): void } {
  const session = useSession();
  const [lookups, setLookups] = useState(() => kept.get(session) ?? []);
  const add = useCallback(
    (lookup: Lookup) => {
      const next = withLookup(kept.get(session) ?? [], lookup);
      kept.set(session, next);
      setLookups(next);
    },
    [session],
  );
  return { lookups, add };
}
