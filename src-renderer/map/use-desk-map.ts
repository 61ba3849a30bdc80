import { type RefObject, useEffect, useRef, useState } from 'react';
import type { LiveMap } from '../live/live';
import { type BaseMap, loadBaseMap } from './base-map';
import { DeskMap, type DeskMapEvents, type DeskMapSettings } from './desk-map';

export type Ground =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly ground: BaseMap };

/** The base map's files; `retry` reads them again. */
export function useGround(): { readonly ground: Ground; readonly retry: () => void } {
  const [ground, setGround] = useState<Ground>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is the point
  useEffect(() => {
    let here = true;
    loadBaseMap().then(
      (loaded) => here && setGround({ state: 'ready', ground: loaded }),
      () => here && setGround({ state: 'failed' }),
    );
    return () => {
      here = false;
    };
  }, [attempt]);
  return { ground, retry: () => setAttempt((n) => n + 1) };
}

/**
 * A DeskMap in an element, fed by the worker's columns as long as the element is there. Made once the ground is read;
 * later settings go through its setters, never through a new map.
 */
export function useDeskMap(
  container: RefObject<HTMLElement | null>,
  live: LiveMap,
  settings: Omit<DeskMapSettings, 'ground'> & { readonly ground: BaseMap | null },
  events: DeskMapEvents,
): DeskMap | null {
  const [deskMap, setDeskMap] = useState<DeskMap | null>(null);
  const latest = useRef({ settings, events });
  latest.current = { settings, events };
  const { ground } = settings;

  useEffect(() => {
    if (!container.current || !ground) return;
    const map = new DeskMap(
      container.current,
      { ...latest.current.settings, ground },
      {
        hover: (pointed) => latest.current.events.hover(pointed),
        click: (pointed) => latest.current.events.click(pointed),
        drawn: () => latest.current.events.drawn(),
        lost: (lost) => latest.current.events.lost(lost),
      },
    );
    const takeColumns = () => map.setColumns(live.columns.get());
    const takeMarks = () => map.setMarks(live.marks.get());
    takeColumns();
    takeMarks();
    const leave = [
      live.columns.subscribe(takeColumns),
      live.marks.subscribe(takeMarks),
      live.onStates((ranges) => map.patchStates(ranges)),
    ];
    setDeskMap(map);
    return () => {
      for (const off of leave) off();
      map.destroy();
      setDeskMap(null);
    };
  }, [container, live, ground]);

  const { theme, areas, reducedMotion } = settings;
  useEffect(() => deskMap?.setTheme(theme), [deskMap, theme]);
  useEffect(() => deskMap?.setAreas(areas), [deskMap, areas]);
  useEffect(() => deskMap?.setReducedMotion(reducedMotion), [deskMap, reducedMotion]);
  return deskMap;
}
