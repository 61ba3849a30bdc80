import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { useEffect, useState } from 'react';
import { useClock } from '../../ui/clock';
import { nextTurn } from './status';

/** The hub's time, as of the last moment at which one of these changed status by time alone: rows do not tick. */
export function useTurns(grants: readonly PreAuthorisation[]): number {
  const clock = useClock();
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    let next = nextTurn(grants, clock.now());
    setNow(clock.now());
    return clock.subscribe(() => {
      const at = clock.now();
      if (next === null || at < next) return;
      next = nextTurn(grants, at);
      setNow(at);
    });
  }, [grants, clock]);
  return now;
}
