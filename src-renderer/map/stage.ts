import { MapLibreOverlay } from '@deck.gl/maplibre';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';

maplibregl.setWorkerUrl(workerUrl);
// The map's worker starts with the page, not with the first map, and outlives a map whose GPU context was lost.
maplibregl.prewarm();

export interface StageEvents {
  /** Zoomed, or the style is there: layers may be set, and in their places among the style's own. */
  redraw(): void;
  moved(event: maplibregl.MapMouseEvent): void;
  left(): void;
  clicked(event: maplibregl.MapMouseEvent): void;
  /** The ground is drawn for the first time. */
  drawn(): void;
  /** The GPU's context is gone: nothing here will draw any more. */
  lost(): void;
}

/** What exists only while there is a GPU context: the map and deck.gl's layers in it, on one canvas. */
export interface Stage {
  readonly map: maplibregl.Map;
  readonly overlay: MapLibreOverlay;
  /** Ends it all: listeners, workers' tiles and the context. */
  dispose(): void;
}

/** Makes the map. The only place that does; flat and northward, since a desk compares places. */
export function buildStage(
  container: HTMLElement,
  options: Omit<maplibregl.MapOptions, 'container'> & { readonly label: string },
  events: StageEvents,
): Stage {
  const { label, ...rest } = options;
  const map = new maplibregl.Map({
    container,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxPitch: 0,
    minZoom: 4,
    maxZoom: 18,
    fadeDuration: 0,
    locale: { 'Map.Title': label },
    ...rest,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
  map.addControl(overlay);
  map.on('zoom', () => events.redraw());
  map.on('styledata', () => events.redraw());
  map.on('mousemove', (event) => events.moved(event));
  map.on('mouseout', () => events.left());
  map.on('movestart', () => events.left());
  map.on('click', (event) => events.clicked(event));
  const drawn = () => {
    if (!map.isSourceLoaded('areas')) return;
    map.off('render', drawn);
    events.drawn();
  };
  map.on('render', drawn);

  const canvas = map.getCanvas();
  const lost = (event: Event) => {
    event.preventDefault();
    events.lost();
  };
  canvas.addEventListener('webglcontextlost', lost);
  return {
    map,
    overlay,
    dispose: () => {
      canvas.removeEventListener('webglcontextlost', lost);
      map.remove();
    },
  };
}
