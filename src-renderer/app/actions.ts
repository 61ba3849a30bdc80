import { useMemo } from 'react';
import { useDesk, useWorkstation } from '../desk/desk';
import { useOwnsNetwork } from '../desk/operators';
import type { PaletteAction } from '../features/search/found';
import { searchWords } from '../features/search/words';
import { shellWords } from '../features/shell/words';
import { useWords } from '../i18n/language';
import { isOfNetwork, type Screen, screenNamed, screensOf } from './router';

/** Everything that the palette can run for this person. */
export function useActions(
  go: (screen: Screen) => void,
  openSettings: () => void,
  toggleTheme: () => void,
): readonly PaletteAction[] {
  const words = useWords(searchWords);
  const screens = useWords(shellWords);
  const { session, signOut } = useDesk();
  const { preferences, setPreferences } = useWorkstation();
  const ownsNetwork = useOwnsNetwork();
  const { language, sound } = preferences;
  return useMemo(
    () => [
      ...screensOf(session.role)
        .filter((name) => !isOfNetwork(name) || ownsNetwork)
        .map((name) => ({
          id: `go-${name}`,
          label: words.goTo(screens[name]),
          run: () => go(screenNamed(name)),
        })),
      { id: 'theme', label: words.toggleTheme, run: toggleTheme },
      { id: 'sound', label: words.toggleSound, run: () => setPreferences({ sound: !sound }) },
      {
        id: 'language',
        label: words.language,
        run: () => setPreferences({ language: language === 'fr' ? 'en' : 'fr' }),
      },
      { id: 'settings', label: words.settings, run: openSettings },
      { id: 'sign-out', label: words.signOut, run: signOut },
    ],
    [
      session.role,
      ownsNetwork,
      words,
      screens,
      go,
      openSettings,
      toggleTheme,
      setPreferences,
      sound,
      language,
      signOut,
    ],
  );
}
