import type { Layer } from '@deck.gl/core';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { DepartmentCode } from '@shared/domain/codes';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { type MapColumns, type MapMarks, STATE_BYTES, type StateRange, stateByte } from '../live/live';
import { noMarks } from '../live/marks';
import type { Theme } from '../theme/tokens';
import { type BaseMap, type Bounds, unionOf } from './base-map';
import { type Areas, baseStyle, FIRST_LABEL } from './base-style';
import { type Cluster, declutter } from './declutter';
import { markLayers, pulseLayer, selectionLayer } from './mark-layers';
import { worldSize } from './mercator';
import { PmIndex } from './pm-index';
import { PmLayer } from './pm-layer';
import { pmLook } from './pm-look';
import { newlyCritical, Pulses } from './pulses';
import { drawSprites, type Sprites } from './sprites';
import { StateColumn } from './state-column';

maplibregl.setWorkerUrl(workerUrl);

/** France without the sea around it: where the map opens before it knows better. */
const FRANCE: Bounds = [-5.2, 41.3, 9.7, 51.2];
const CLOSE_ZOOM = 12;
/** How far from a PM's middle the pointer still means it, in CSS pixels. */
const PM_REACH_PX = 9;
const MARK_REACH_PX = 17;
/** Marks are put together anew each time the zoom changed by this much. */
const DECLUTTER_STEP = 0.25;
/**
 * Dots that only change their colour or ring may wait this long to be drawn together: without a GPU a frame costs a
 * tenth of a second of this machine. Outages (`setMarks`) never wait.
 */
const STATES_EVERY_MS = 200;
/** A lost GPU context comes back within 2 s (safety 30): a new map is tried after this wait, then again. */
const REBUILD_AFTER_MS = 50;

/** What is under the pointer, at which place of the map's element. Marks that stand for several PMs name them all. */
export interface Pointed {
  readonly kind: 'outage' | 'pm';
  readonly pmRef: string;
  readonly pmRefs: readonly string[];
  readonly x: number;
  readonly y: number;
}

export interface DeskMapEvents {
  /** Called when it changes; null: nothing there. */
  hover(pointed: Pointed | null): void;
  click(pointed: Pointed | null): void;
  /** The ground is drawn for the first time, or again after the GPU was lost. */
  drawn(): void;
  /** The GPU's context is gone (true) or back (false). */
  lost(lost: boolean): void;
}

export interface DeskMapSettings {
  readonly ground: BaseMap;
  readonly theme: Theme;
  readonly areas: Areas;
  readonly reducedMotion: boolean;
  readonly label: string;
}

/** What exists only while there is a GPU context; all of it is made anew when that is lost. */
interface Stage {
  readonly map: maplibregl.Map;
  readonly overlay: MapLibreOverlay;
  dispose(): void;
}

/**
 * The map, imperative and fed with bare data (columns and marks of the worker): every setter may be called at any time
 * and as often as one likes. The only place that makes a MapLibre map.
 */
export class DeskMap {
  #theme: Theme;
  #areas: Areas;
  #reducedMotion: boolean;
  #stage: Stage | null = null;
  #columns: MapColumns | null = null;
  #states: StateColumn | null = null;
  #data: PmLayer['props']['data'] | null = null;
  #index: PmIndex | null = null;
  #marks: MapMarks = noMarks;
  #hasMarks = false;
  #clusters: readonly Cluster[] = [];
  #clustersAt: { readonly marks: MapMarks; readonly zoom: number; readonly columns: MapColumns | null } | null = null;
  #markLayers: { readonly key: unknown; readonly theme: Theme; readonly layers: Layer[] } | null = null;
  #sprites: { readonly theme: Theme; readonly sprites: Sprites } | null = null;
  #selected: string | null = null;
  #highlight: readonly string[] | null = null;
  #padding: maplibregl.PaddingOptions = { top: 24, right: 24, bottom: 24, left: 24 };
  #pulses = new Pulses();
  #unknownCount = 0;
  #frame = 0;
  #pointed: Pointed | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly settings: DeskMapSettings,
    private readonly events: DeskMapEvents,
  ) {
    this.#theme = settings.theme;
    this.#areas = settings.areas;
    this.#reducedMotion = settings.reducedMotion;
    this.#stage = this.#build({ bounds: this.#homeBounds(), fitBoundsOptions: { padding: 24 } });
  }

  destroy(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#later);
    cancelAnimationFrame(this.#frame);
    this.#stage?.dispose();
    this.#stage = null;
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#restyle();
  }

  setAreas(areas: Areas): void {
    if (areas.kind === this.#areas.kind && String(areas.departments) === String(this.#areas.departments)) return;
    this.#areas = areas;
    this.#restyle();
  }

  setReducedMotion(reduced: boolean): void {
    this.#reducedMotion = reduced;
    if (reduced) this.#pulses.clear();
  }

  /** Room that panels take from the map: what is flown to lies in what is left. CSS pixels. */
  setPadding(padding: maplibregl.PaddingOptions): void {
    this.#padding = padding;
  }

  setColumns(columns: MapColumns | null): void {
    if (columns === this.#columns) return;
    this.#columns = columns;
    this.#states = columns && new StateColumn(columns);
    this.#index = columns && new PmIndex(columns.positions);
    this.#data = columns && this.#states && dataOf(columns, this.#states);
    this.#countUnknown();
    if (this.#highlight) this.#states?.highlight(this.#highlight);
    this.#draw();
  }

  /** The worker changed these PMs' bytes in the columns: exactly they are written to the GPU. */
  patchStates(ranges: readonly StateRange[]): void {
    this.#states?.refresh(ranges);
    this.#countUnknown();
    this.#later ??= setTimeout(() => this.#draw(), STATES_EVERY_MS);
  }

  setMarks(marks: MapMarks): void {
    if (marks === this.#marks) return;
    const fresh = this.#hasMarks && !this.#reducedMotion ? newlyCritical(this.#marks, marks) : [];
    this.#marks = marks;
    this.#hasMarks = this.#columns !== null;
    if (fresh.length > 0) this.#pulses.add(fresh, performance.now());
    this.#draw();
  }

  /** Rings a PM; does not move the map: that is `flyTo`. */
  select(pmRef: string | null): void {
    if (pmRef === this.#selected) return;
    this.#selected = pmRef;
    this.#draw();
  }

  /** Highlights exactly these PMs and lets the others step back; null: no highlight. */
  setHighlight(pmRefs: readonly string[] | null): void {
    if (pmRefs === this.#highlight) return;
    this.#highlight = pmRefs;
    this.#states?.highlight(pmRefs ?? []);
    this.#draw();
  }

  flyTo(pmRef: string): void {
    const place = this.#placeOf(pmRef);
    if (!place || !this.#stage) return;
    const { map } = this.#stage;
    const camera = { center: place, zoom: Math.max(map.getZoom(), CLOSE_ZOOM), padding: this.#padding };
    if (this.#reducedMotion) map.jumpTo(camera);
    else map.easeTo({ ...camera, duration: 400, essential: true });
  }

  /** Shows départements whole; none: the desk's own, or all PMs. */
  fit(departments: readonly DepartmentCode[] = []): void {
    const bounds = this.#boundsOf(departments);
    this.#stage?.map.fitBounds(bounds ?? this.#homeBounds(), {
      padding: this.#padding,
      maxZoom: CLOSE_ZOOM,
      duration: this.#reducedMotion ? 0 : 400,
    });
  }

  zoomBy(step: number): void {
    const map = this.#stage?.map;
    map?.zoomTo(map.getZoom() + step, { duration: this.#reducedMotion ? 0 : 150 });
  }

  /** Moves the view by pixels, at once. */
  panBy(x: number, y: number): void {
    this.#stage?.map.panBy([x, y], { duration: 0 });
  }

  #homeBounds(): Bounds {
    return this.#boundsOf(this.#areas.departments) ?? this.#pmBounds() ?? FRANCE;
  }

  #boundsOf(departments: readonly DepartmentCode[]): Bounds | null {
    const known = this.settings.ground.departmentBounds;
    return unionOf(departments.map((code) => known.get(code)).filter((bounds) => bounds !== undefined));
  }

  #pmBounds(): Bounds | null {
    const { positions, length } = this.#columns ?? { positions: new Float64Array(), length: 0 };
    let bounds: Bounds | null = null;
    for (let i = 0; i < length; i++) {
      const [x, y] = [positions[2 * i] ?? 0, positions[2 * i + 1] ?? 0];
      bounds ??= [x, y, x, y];
      bounds = [Math.min(bounds[0], x), Math.min(bounds[1], y), Math.max(bounds[2], x), Math.max(bounds[3], y)];
    }
    return bounds;
  }

  #restyle(): void {
    this.#stage?.map.setStyle(baseStyle(this.settings.ground, this.#theme, this.#areas), { diff: true });
    this.#draw();
  }

  #build(camera: Partial<maplibregl.MapOptions>): Stage {
    const map = new maplibregl.Map({
      container: this.container,
      style: baseStyle(this.settings.ground, this.#theme, this.#areas),
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      minZoom: 4,
      maxZoom: 18,
      fadeDuration: 0,
      locale: { 'Map.Title': this.settings.label },
      ...camera,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    const overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    map.addControl(overlay);
    map.on('zoom', () => this.#draw());
    map.on('mousemove', (event) => this.#hover(event));
    map.on('mouseout', () => this.#point(null));
    map.on('movestart', () => this.#point(null));
    map.on('click', (event) => this.events.click(this.#under(event)));
    const drawn = () => {
      if (!map.isSourceLoaded('areas')) return;
      map.off('render', drawn);
      this.events.drawn();
    };
    map.on('render', drawn);

    const lost = (event: Event) => {
      event.preventDefault();
      this.#rebuild();
    };
    const canvas = map.getCanvas();
    canvas.addEventListener('webglcontextlost', lost);
    this.#draw();
    return {
      map,
      overlay,
      dispose: () => {
        canvas.removeEventListener('webglcontextlost', lost);
        map.remove();
      },
    };
  }

  /** The map is made anew on a fresh context, with all that was set, where it stood. */
  #rebuild(): void {
    const stage = this.#stage;
    if (!stage) return;
    this.events.lost(true);
    const camera = { center: stage.map.getCenter(), zoom: stage.map.getZoom() };
    this.#stage = null;
    stage.dispose();
    this.#markLayers = null;
    const again = () => {
      try {
        this.#stage = this.#build(camera);
        this.events.lost(false);
      } catch {
        this.#retry = setTimeout(again, 4 * REBUILD_AFTER_MS);
      }
    };
    this.#retry = setTimeout(again, REBUILD_AFTER_MS);
  }

  /** Draws at the next animation frame, however often it is asked before. */
  #draw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#drawNow());
  }

  #drawNow(): void {
    this.#frame = 0;
    clearTimeout(this.#later);
    this.#later = undefined;
    const stage = this.#stage;
    if (!stage) return;
    const zoom = stage.map.getZoom();
    this.#cluster(zoom);
    const look = { theme: this.#theme, sprites: this.#spritesNow() };
    const layers: Layer[] = [];
    if (this.#columns && this.#states && this.#data) {
      layers.push(
        new PmLayer({
          id: 'pms',
          beforeId: FIRST_LABEL,
          data: this.#data,
          column: this.#states,
          revision: this.#states.revision,
          look: pmLook(this.#theme, zoom, stage.map.getCenter().lat, this.#highlight !== null),
          hatched: this.#unknownCount > 0,
        }),
      );
    }
    if (this.#highlight === null) {
      const pulsing = this.#pulses.at(performance.now());
      if (pulsing.pms.length > 0) {
        layers.push(
          pulseLayer(
            pulsing.pms.map((pm) => this.#placeAt(pm)),
            pulsing.phase,
            look,
          ),
        );
        this.#draw();
      }
      if (this.#markLayers?.key !== this.#clusters || this.#markLayers.theme !== this.#theme)
        this.#markLayers = { key: this.#clusters, theme: this.#theme, layers: markLayers(this.#clusters, look) };
      layers.push(...this.#markLayers.layers);
    }
    layers.push(selectionLayer(this.#selected === null ? null : this.#placeOf(this.#selected), look));
    stage.overlay.setProps({ layers });
  }

  #cluster(zoom: number): void {
    const step = Math.round(zoom / DECLUTTER_STEP) * DECLUTTER_STEP;
    const { marks, zoom: at, columns } = this.#clustersAt ?? {};
    if (marks === this.#marks && at === step && columns === this.#columns) return;
    this.#clustersAt = { marks: this.#marks, zoom: step, columns: this.#columns };
    this.#clusters = this.#columns ? declutter(this.#marks, this.#columns.positions, step) : [];
  }

  #spritesNow(): Sprites {
    if (this.#sprites?.theme !== this.#theme) this.#sprites = { theme: this.#theme, sprites: drawSprites(this.#theme) };
    return this.#sprites.sprites;
  }

  #countUnknown(): void {
    this.#unknownCount = 0;
    const { bytes } = this.#states ?? { bytes: new Uint8Array() };
    for (let at: number = stateByte.unknown; at < bytes.length; at += STATE_BYTES) this.#unknownCount += bytes[at] ?? 0;
  }

  #placeAt(pm: number): [number, number] {
    const positions = this.#columns?.positions;
    return [positions?.[2 * pm] ?? 0, positions?.[2 * pm + 1] ?? 0];
  }

  #placeOf(pmRef: string): [number, number] | null {
    const pm = this.#states?.indexOf(pmRef);
    return pm === undefined ? null : this.#placeAt(pm);
  }

  #hover(event: maplibregl.MapMouseEvent): void {
    const pointed = this.#under(event);
    if (this.#stage) this.#stage.map.getCanvas().style.cursor = pointed ? 'pointer' : '';
    this.#point(pointed);
  }

  #point(pointed: Pointed | null): void {
    if (pointed?.pmRef === this.#pointed?.pmRef && pointed?.kind === this.#pointed?.kind) return;
    this.#pointed = pointed;
    this.events.hover(pointed);
  }

  /** The mark or the PM at a place, marks first: they are what people aim at. `x`, `y` are the thing's own place. */
  #under({ point, lngLat }: maplibregl.MapMouseEvent): Pointed | null {
    const stage = this.#stage;
    const columns = this.#columns;
    const states = this.#states;
    if (!stage || !columns || !states) return null;
    if (this.#highlight === null) {
      for (const cluster of [...this.#clusters].reverse()) {
        const { x, y } = stage.map.project([cluster.longitude, cluster.latitude]);
        if (Math.hypot(x - point.x, y - point.y) > MARK_REACH_PX) continue;
        const refs = cluster.pms.map((pm) => columns.pmRefs[pm] ?? '');
        return { kind: 'outage', pmRef: columns.pmRefs[cluster.pm] ?? '', pmRefs: refs, x, y };
      }
    }
    const reach = PM_REACH_PX / worldSize(stage.map.getZoom());
    const pm = this.#index?.nearest(lngLat.lng, lngLat.lat, reach, (i) => !states.isHidden(i)) ?? null;
    if (pm === null) return null;
    const pmRef = columns.pmRefs[pm] ?? '';
    const { x, y } = stage.map.project(this.#placeAt(pm));
    return { kind: 'pm', pmRef, pmRefs: [pmRef], x, y };
  }
}

/** Made once a set of PMs: the same object means to deck.gl that nothing is to be built. */
function dataOf(columns: MapColumns, states: StateColumn): PmLayer['props']['data'] {
  const places = new Float64Array(columns.length * 3);
  for (let i = 0; i < columns.length; i++) {
    places[3 * i] = columns.positions[2 * i] ?? 0;
    places[3 * i + 1] = columns.positions[2 * i + 1] ?? 0;
  }
  return {
    length: columns.length,
    attributes: {
      getPosition: { value: places, size: 3 },
      getState: { value: states.bytes, size: STATE_BYTES, normalized: true },
    },
  };
}
