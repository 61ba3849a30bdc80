import { useCallback, useEffect, useState } from 'react';
import { useDesk, useLive, useSelected, useWorkstation } from '../desk/desk';
import { useOwnsNetwork } from '../desk/operators';
import { Alerts } from '../features/alerts/Alerts';
import { useDeadCount } from '../features/messages/use-messages';
import { SearchPalette } from '../features/search/SearchPalette';
import { SettingsDialog } from '../features/settings/SettingsDialog';
import { ConnectionBanner } from '../features/shell/ConnectionBanner';
import { Rail } from '../features/shell/Rail';
import { Refused } from '../features/shell/Refused';
import { TopBar } from '../features/shell/TopBar';
import { shellWords } from '../features/shell/words';
import { useWords } from '../i18n/language';
import { Toasts } from '../ui/toast';
import { useActions } from './actions';
import { useNavigation } from './navigation';
import { isOfNetwork, type Screen, screenNamed, screensOf } from './router';
import { Screens } from './Screens';
import type { Wanted } from './Supervision';

type Overlay = 'none' | 'search' | 'settings';

/** Bar, rail, banner, the screen, and what lies over all of them. */
export function Frame({ refused }: { readonly refused: 'other-version' | 'forbidden' | null }) {
  const words = useWords(shellWords);
  const { session } = useDesk();
  const { bridge, theme, setPreferences } = useWorkstation();
  const { screen, go } = useNavigation(session.role);
  const [overlay, setOverlay] = useState<Overlay>('none');
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const ownsNetwork = useOwnsNetwork();
  const undelivered = useDeadCount();
  const unacknowledged = useSelected(useLive().status, (status) => status.unacknowledged);

  const show = useCallback(
    (place: Wanted) => {
      go(screenNamed('supervision'));
      setWanted(place);
    },
    [go],
  );
  const openOutage = useCallback((outageId: string) => show({ outageId, pmRef: null }), [show]);
  const toggleTheme = useCallback(
    () => setPreferences({ theme: theme === 'dark' ? 'light' : 'dark' }),
    [theme, setPreferences],
  );
  const actions = useActions(go, () => setOverlay('settings'), toggleTheme);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOverlay((now) => (now === 'search' ? 'none' : 'search'));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  useEffect(
    () =>
      bridge.listen('command', ({ name }) => {
        if (name === 'toggle-theme') toggleTheme();
        else setOverlay(name);
      }),
    [bridge, toggleTheme],
  );

  if (refused !== null) return <Refused reason={refused} />;
  if (screen === null) return <Refused reason="no-screen" />;
  const names = screensOf(session.role).filter((name) => !isOfNetwork(name) || ownsNetwork);
  return (
    <div className="frame">
      <Rail
        names={names}
        current={screen.name}
        counts={{ supervision: unacknowledged, messages: undelivered }}
        onGo={(name) => go(screenNamed(name))}
        onSettings={() => setOverlay('settings')}
      />
      <TopBar title={words[screen.name]} onSearch={() => setOverlay('search')} />
      <div className="frame-banner">
        <ConnectionBanner />
      </div>
      <div className="frame-screen">
        <Screens screen={screen} wanted={wanted} onGo={go} onShow={show} />
      </div>
      <Alerts onOpen={openOutage} />
      {overlay === 'search' ? (
        <SearchPalette
          actions={actions}
          onClose={() => setOverlay('none')}
          onPm={(pmRef, outageId) => show({ pmRef, outageId })}
          onLine={names.includes('line') ? (ptoRef) => go(lineScreen(ptoRef)) : null}
        />
      ) : null}
      <SettingsDialog isOpen={overlay === 'settings'} onClose={() => setOverlay('none')} />
      <Toasts label={words.notices} closeLabel={words.close} />
    </div>
  );
}

const lineScreen = (ptoRef: string): Screen => ({ name: 'line', ptoRef });
