import type { Works } from '@shared/domain/works';
import type { PaddingOptions } from 'maplibre-gl';
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useWords } from '../i18n/language';
import type { LiveClient, MapHit } from '../live/live';
import type { Theme } from '../theme/tokens';
import type { Areas } from './base-style';
import type { DeskMap, Pointed } from './desk-map';
import './map.css';
import { MapTooltip } from './map-tooltip';
import { useDeskMap, useGround } from './use-desk-map';
import { mapWords } from './words';
import { ZoomButtons } from './zoom-buttons';

/** What others may ask of a map that is on screen. */
export type MapHandle = Pick<DeskMap, 'flyTo' | 'fit'>;

export interface MapViewProps {
  readonly live: Pick<LiveClient, 'map' | 'at' | 'status'>;
  readonly theme: Theme;
  /** Départements drawn apart; keep the object while they are the same. */
  readonly areas: Areas;
  /** Ringed. The map moves there when `follow` is set and it changes. */
  readonly selected?: string | null;
  readonly follow?: boolean;
  /** PMs to highlight, all others step back; null: the live picture. Keep the array while it is the same. */
  readonly highlight?: readonly string[] | null;
  /** Works to mark at their PMs. Keep the array while it is the same. */
  readonly works?: readonly Works[];
  /** What panels cover of the map, CSS pixels; keep the object while it is the same. */
  readonly padding?: PaddingOptions;
  /** A mark or PM was chosen, or the empty ground (null). */
  readonly onPick?: (pointed: Pointed | null) => void;
  readonly ref?: Ref<MapHandle>;
  /** What lies over the map: filters, legend. */
  readonly children?: ReactNode;
}

function useReducedMotion(): boolean {
  const [query] = useState(() => window.matchMedia('(prefers-reduced-motion: reduce)'));
  const [reduced, setReduced] = useState(query.matches);
  useEffect(() => {
    const listen = () => setReduced(query.matches);
    query.addEventListener('change', listen);
    return () => query.removeEventListener('change', listen);
  }, [query]);
  return reduced;
}

/** The map with its zoom buttons and tooltip. Thin: the drawing is DeskMap's, the data the worker's. */
export function MapView(props: MapViewProps) {
  const {
    live,
    theme,
    areas,
    selected = null,
    follow = false,
    highlight = null,
    works = noWorks,
    padding,
    onPick,
    ref,
    children,
  } = props;
  const words = useWords(mapWords);
  const container = useRef<HTMLDivElement>(null);
  const { ground, retry } = useGround();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [lost, setLost] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const onLost = (isLost: boolean) => {
    setLost(isLost);
    if (isLost) setDrawn(false);
  };
  const map = useDeskMap(
    container,
    live.map,
    {
      ground: ground.state === 'ready' ? ground.ground : null,
      theme,
      areas,
      reducedMotion: useReducedMotion(),
      label: words.map,
    },
    { hover: setPointed, click: (at) => onPick?.(at), drawn: () => setDrawn(true), lost: onLost },
  );

  useEffect(() => map?.select(selected), [map, selected]);
  useEffect(() => map?.setHighlight(highlight), [map, highlight]);
  useWorksOn(map, works, live);
  useEffect(() => padding && map?.setPadding(padding), [map, padding]);
  useEffect(() => {
    if (follow && selected !== null) map?.flyTo(selected);
  }, [map, follow, selected]);
  useImperativeHandle(ref, () => ({ flyTo: (pmRef) => map?.flyTo(pmRef), fit: (codes) => map?.fit(codes) }), [map]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: the canvas inside is the landmark; a second one would say it twice
    <div className="map" role="group" aria-label={words.map} aria-description={words.keys} data-drawn={drawn}>
      <div ref={container} className="map-canvas" />
      {map && <ZoomButtons map={map} />}
      {children}
      {pointed && <PointedTooltip key={pointed.pmRef} pointed={pointed} live={live} works={works} />}
      {lost && (
        <p className="map-notice" role="status">
          {words.lost}
        </p>
      )}
      {ground.state === 'failed' && (
        <p className="map-notice" role="alert">
          {words.failed}{' '}
          <button type="button" onClick={retry}>
            {words.retry}
          </button>
        </p>
      )}
    </div>
  );
}

const noWorks: readonly Works[] = [];
/** Works begin and end by the clock, with nothing said. */
const WORKS_EVERY_MS = 15_000;

function useWorksOn(map: DeskMap | null, works: readonly Works[], live: Pick<LiveClient, 'status'>): void {
  useEffect(() => {
    if (map === null) return;
    const set = () => map.setWorks(works, Date.now() + live.status.get().clockOffsetMs);
    set();
    if (works.length === 0) return;
    const timer = setInterval(set, WORKS_EVERY_MS);
    return () => clearInterval(timer);
  }, [map, works, live]);
}

interface PointedTooltipProps {
  readonly pointed: Pointed;
  readonly live: Pick<LiveClient, 'at' | 'status'>;
  readonly works: readonly Works[];
}

/** Asks the worker what stands there; shows nothing until it knows. */
function PointedTooltip({ pointed, live, works }: PointedTooltipProps) {
  const [hit, setHit] = useState<MapHit | null>(null);
  useEffect(() => {
    let here = true;
    void live.at(pointed.pmRef).then((found) => here && setHit(found));
    return () => {
      here = false;
    };
  }, [live, pointed.pmRef]);
  if (!hit) return null;
  const { clockOffsetMs } = live.status.get();
  const others = pointed.pmRefs.length - 1;
  const here = works.filter(({ pmRefs }) => pmRefs.includes(pointed.pmRef));
  const now = Date.now() + clockOffsetMs;
  return <MapTooltip hit={hit} works={here} others={others} now={now} x={pointed.x} y={pointed.y} />;
}
