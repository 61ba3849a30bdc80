import type { Session } from '@shared/contract/http';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { DeskProvider, useSelected } from '../desk/desk';
import { createHub, HubError } from '../desk/hub';
import type { EndReason } from '../features/sign-in/SignIn';
import { ClockProvider, HubClock } from '../ui/clock';
import { Frame } from './Frame';
import { liveClient } from './live';

interface SignedInProps {
  readonly address: string;
  readonly session: Session;
  readonly persisted: boolean;
  onEnd(reason: EndReason): void;
}

/** Everything of one person's session; leaving it stops the feed and forgets what was fetched. */
export function SignedIn({ address, session, persisted, onEnd }: SignedInProps) {
  const live = liveClient();
  const [queries] = useState(createQueries);
  const [clock] = useState(() => new HubClock());

  const desk = useMemo(() => {
    const hub = createHub(address, session.accessToken, () => onEnd('ended'));
    const signOut = () => {
      void hub.call('signOut').catch(() => undefined);
      onEnd('signed-out');
    };
    return { session, persisted, hub, live, signOut };
  }, [address, session, persisted, live, onEnd]);

  useEffect(() => {
    live.start(address, session);
    return () => live.stop();
  }, [live, address, session]);

  useEffect(() => {
    const follow = () => clock.setOffset(live.status.get().clockOffsetMs);
    follow();
    return live.status.subscribe(follow);
  }, [live, clock]);

  useEffect(() => {
    const left = Date.parse(session.expiresAt) - clock.now();
    const timer = setTimeout(() => onEnd('expired'), Math.min(Math.max(0, left), 2_000_000_000));
    return () => clearTimeout(timer);
  }, [session, clock, onEnd]);

  const refused = useSelected(live.status, ({ connection }) =>
    connection.state === 'refused' ? connection.reason : null,
  );
  useEffect(() => {
    if (refused === 'session-ended') onEnd('ended');
  }, [refused, onEnd]);

  return (
    <QueryClientProvider client={queries}>
      <DeskProvider value={desk}>
        <ClockProvider clock={clock}>
          <Frame refused={refused === 'session-ended' ? null : refused} />
        </ClockProvider>
      </DeskProvider>
    </QueryClientProvider>
  );
}

/** Trying again is worth it only where the hub may be back; a refusal stays one. */
function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (attempts, error) =>
          attempts < 3 && error instanceof HubError && (error.status === 0 || error.status >= 500),
        refetchOnWindowFocus: false,
        staleTime: 5_000,
      },
    },
  });
}
