import { useMemo, useSyncExternalStore } from 'react';
import { useLive, useReadable, useSession } from '../desk/desk';

/** The person's own départements, or all those where there are PMs: drawn apart on the map. */
export function useAreas() {
  const { departments } = useSession();
  const columns = useReadable(useLive().map.columns);
  return useMemo(() => {
    const known = new Set(columns?.communes.map(({ department }) => department));
    return { departments: departments.length > 0 ? departments : [...known].sort(), kind: 'own' as const };
  }, [departments, columns]);
}

/** As in supervision.css: below this width the detail lies over the map. */
const narrow = window.matchMedia('(max-width: 1500px)');

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

const clear = { top: 56, right: 0, bottom: 0, left: 0 };
const covered = { ...clear, right: 444 };

/** What panels cover of the map, so that the chosen outage is never behind one. */
export function usePadding(detailOpen: boolean) {
  const isNarrow = useSyncExternalStore(subscribe, () => narrow.matches);
  return isNarrow && detailOpen ? covered : clear;
}
