import type { Preferences } from '@shared/contract/ipc';
import { useEffect, useMemo, useState } from 'react';
import { WorkstationProvider } from '../desk/desk';
import { LanguageProvider } from '../i18n/language';
import { findPlatform } from './bridge';
import { Gate } from './Gate';
import { useTheme } from './theme';

/** Reads what this workstation remembers, then lets the person in. Blank until then: it takes a few milliseconds. */
export function App() {
  const [platform] = useState(findPlatform);
  const [preferences, setPreferences] = useState<Preferences | null>(null);
  const theme = useTheme(preferences?.theme ?? 'system');

  useEffect(() => {
    let here = true;
    void platform.bridge.request('preferences.read', undefined).then((read) => {
      if (here) setPreferences(read);
    });
    return () => {
      here = false;
    };
  }, [platform]);

  const workstation = useMemo(() => {
    if (preferences === null) return null;
    return {
      ...platform,
      preferences,
      theme,
      setPreferences: (change: Partial<Preferences>) => {
        setPreferences((before) => (before === null ? null : { ...before, ...change }));
        void platform.bridge.request('preferences.write', change);
      },
    };
  }, [platform, preferences, theme]);

  if (workstation === null) return null;
  return (
    <WorkstationProvider value={workstation}>
      <LanguageProvider language={workstation.preferences.language}>
        <Gate />
      </LanguageProvider>
    </WorkstationProvider>
  );
}
