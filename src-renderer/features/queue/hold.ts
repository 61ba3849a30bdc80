import { type RefObject, useEffect } from 'react';
import type { LiveClient } from '../../live/live';

/** Focus that has not been used for this long no longer holds the order: somebody walked away from the keyboard. */
const IDLE_MS = 30_000;

/** Holds the order of the queue while the pointer is over it, or the keyboard is at work in it. */
export function useHold(container: RefObject<HTMLElement | null>, live: LiveClient): void {
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let pointer = false;
    let keyboard = false;
    let idle: ReturnType<typeof setTimeout> | undefined;
    const settle = () => live.hold(pointer || keyboard);
    const used = () => {
      keyboard = true;
      clearTimeout(idle);
      idle = setTimeout(() => {
        keyboard = false;
        settle();
      }, IDLE_MS);
      settle();
    };
    const unused = () => {
      keyboard = false;
      clearTimeout(idle);
      settle();
    };
    const entered = () => {
      pointer = true;
      settle();
    };
    const left = () => {
      pointer = false;
      settle();
    };
    element.addEventListener('pointerenter', entered);
    element.addEventListener('pointerleave', left);
    element.addEventListener('focusin', used);
    element.addEventListener('keydown', used);
    element.addEventListener('focusout', unused);
    return () => {
      element.removeEventListener('pointerenter', entered);
      element.removeEventListener('pointerleave', left);
      element.removeEventListener('focusin', used);
      element.removeEventListener('keydown', used);
      element.removeEventListener('focusout', unused);
      clearTimeout(idle);
      live.hold(false);
    };
  }, [container, live]);
}
