import type { Role } from '@shared/domain/codes';
import { useCallback, useEffect, useState } from 'react';
import { hashOf, homeOf, type Screen, screenOf } from './router';

/** The screen shown and how to go to another; the address follows, and Back works. Null: none for this role. */
export function useNavigation(role: Role): { readonly screen: Screen | null; go(screen: Screen): void } {
  const [screen, setScreen] = useState<Screen | null>(() => screenOf(location.hash, role) ?? homeOf(role));

  // The first address names its screen too: Back from the second one must find it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (screen !== null && hashOf(screen) !== location.hash) history.replaceState(null, '', hashOf(screen));
  }, []);

  useEffect(() => {
    const follow = () => setScreen((now) => sameOr(now, screenOf(location.hash, role)));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, [role]);

  const go = useCallback((next: Screen) => {
    if (hashOf(next) !== location.hash) history.pushState(null, '', hashOf(next));
    setScreen(next);
  }, []);

  return { screen, go };
}

/** The address says less than the screen holds: where it names the same place, what is there stays. */
function sameOr(now: Screen | null, next: Screen | null): Screen | null {
  if (next === null) return now;
  return now !== null && hashOf(now) === hashOf(next) ? now : next;
}
