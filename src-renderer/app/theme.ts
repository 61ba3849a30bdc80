import type { Preferences } from '@shared/contract/ipc';
import { useLayoutEffect, useSyncExternalStore } from 'react';
import { applyTheme } from '../theme/apply';
import type { Theme } from '../theme/tokens';

const light = window.matchMedia('(prefers-color-scheme: light)');

function subscribe(listener: () => void): () => void {
  light.addEventListener('change', listener);
  return () => light.removeEventListener('change', listener);
}

/** The theme in use, put on the page before it is painted; follows the system where the person chose so. */
export function useTheme(choice: Preferences['theme']): Theme {
  const systemIsLight = useSyncExternalStore(subscribe, () => light.matches);
  const theme = choice === 'system' ? (systemIsLight ? 'light' : 'dark') : choice;
  useLayoutEffect(() => applyTheme(theme), [theme]);
  return theme;
}
