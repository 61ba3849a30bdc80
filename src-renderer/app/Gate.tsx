import type { Session } from '@shared/contract/http';
import { useCallback, useEffect, useState } from 'react';
import { useWorkstation } from '../desk/desk';
import { originOf, sameHub } from '../features/sign-in/probe';
import { type EndReason, SignIn } from '../features/sign-in/SignIn';
import { SignedIn } from './SignedIn';

type State =
  | { readonly at: 'starting' }
  | { readonly at: 'signed-out'; readonly ended: EndReason | null }
  | { readonly at: 'signed-in'; readonly hub: string; readonly session: Session; readonly persisted: boolean };

/** Who is at the desk: nobody, or one person at one hub. */
export function Gate() {
  const { bridge, target, preferences, setPreferences } = useWorkstation();
  const [state, setState] = useState<State>({ at: 'starting' });
  /** In a browser the hub is the one that served the page. */
  const remembered = target === 'web' ? location.origin : (originOf(preferences.hubs[0] ?? '') ?? undefined);

  // Once, at start: a session that was kept goes on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: signing in later must not read it again
  useEffect(() => {
    let here = true;
    const resume = async (): Promise<State> => {
      if (remembered === undefined) return { at: 'signed-out', ended: null };
      const session = await bridge.request('session.read', { hub: remembered });
      if (session === null) return { at: 'signed-out', ended: null };
      if (Date.parse(session.expiresAt) <= Date.now()) return { at: 'signed-out', ended: 'expired' };
      return { at: 'signed-in', hub: remembered, session, persisted: true };
    };
    void resume().then((next) => {
      if (here) setState(next);
    });
    return () => {
      here = false;
    };
  }, []);

  const signIn = useCallback(
    async (hub: string, session: Session) => {
      const { persisted } = await bridge.request('session.keep', { hub, session });
      if (target === 'desktop')
        setPreferences({ hubs: [hub, ...preferences.hubs.filter((each) => !sameHub(each, hub))].slice(0, 20) });
      setState({ at: 'signed-in', hub, session, persisted });
    },
    [bridge, target, preferences.hubs, setPreferences],
  );

  const signedInHub = state.at === 'signed-in' ? state.hub : null;
  const end = useCallback(
    (reason: EndReason) => {
      if (signedInHub !== null) void bridge.request('session.forget', { hub: signedInHub });
      // Whoever signs in next begins where their day begins; a session that ended by itself goes on where it was.
      if (reason === 'signed-out') history.replaceState(null, '', location.pathname);
      setState({ at: 'signed-out', ended: reason });
    },
    [bridge, signedInHub],
  );

  switch (state.at) {
    case 'starting':
      return null;
    case 'signed-out':
      return <SignIn hub={remembered ?? null} ended={state.ended} onSignedIn={signIn} />;
    case 'signed-in':
      return (
        <SignedIn
          key={state.session.accessToken}
          address={state.hub}
          session={state.session}
          persisted={state.persisted}
          onEnd={end}
        />
      );
  }
}
