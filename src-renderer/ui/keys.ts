import { useEffect, useRef } from 'react';

/** A notice in passing has the role too, and must not deaden the keys while it lasts. */
const DIALOG = '[role="dialog"], [role="alertdialog"]:not(.toast)';

/**
 * Single keys of a screen, such as A to acknowledge. Quiet while somebody types, while a dialog is open, with Ctrl, Alt
 * or Cmd, and where what has the focus took the key for itself. A null does nothing.
 */
export function useKeys(keys: Readonly<Record<string, (() => void) | null>>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector(DIALOG) !== null) return;
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const run = current.current[name];
      if (run === null || run === undefined) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
