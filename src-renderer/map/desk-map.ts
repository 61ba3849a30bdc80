import type { Layer } from '@deck.gl/core';
import type { DepartmentCode } from '@shared/domain/codes';
import type { Works } from '@shared/domain/works';
import type { MapMouseEvent, MapOptions, PaddingOptions } from 'maplibre-gl';
import type { MapColumns, MapMarks, StateRange } from '../live/live';
import { noMarks } from '../live/marks';
import type { Theme } from '../theme/tokens';
import { type BaseMap, type Bounds, unionOf } from './base-map';
import { type Areas, baseStyle, FIRST_LABEL } from './base-style';
import { MarkScene } from './mark-scene';
import { worldSize } from './mercator';
import { PmScene } from './pm-scene';
import { buildStage, type Stage } from './stage';
import { worksMarks } from './works-marks';

/** France without the sea around it: where the map opens before it knows better. */
const FRANCE: Bounds = [-5.2, 41.3, 9.7, 51.2];
const CLOSE_ZOOM = 12;
/** How far from a PM's middle the pointer still means it, in CSS pixels. */
const PM_REACH_PX = 9;
const MARK_REACH_PX = 17;
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

/**
 * The map, imperative and fed with bare data (columns and marks of the worker): every setter may be called at any time
 * and as often as one likes; what it says is drawn at the next animation frame.
 */
export class DeskMap {
  #theme: Theme;
  #areas: Areas;
  #reducedMotion: boolean;
  #stage: Stage | null;
  #pms: PmScene | null = null;
  #marks: MapMarks = noMarks;
  #works: { readonly known: readonly Works[]; readonly now: number } = { known: [], now: 0 };
  readonly #markScene = new MarkScene();
  #selected: string | null = null;
  #highlight: readonly string[] | null = null;
  #padding: PaddingOptions = { top: 24, right: 24, bottom: 24, left: 24 };
  /** The first PMs were shown where they are; after that only people move the map. */
  #opened = false;
  #pointed: Pointed | null = null;
  #frame = 0;
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
    if (reduced) this.#markScene.stopPulses();
  }

  /** Room that panels take from the map: what is flown to lies in what is left. CSS pixels. */
  setPadding(padding: PaddingOptions): void {
    this.#padding = padding;
  }

  setColumns(columns: MapColumns | null): void {
    if (columns === (this.#pms?.columns ?? null)) return;
    this.#pms = columns && new PmScene(columns);
    if (this.#highlight) this.#pms?.highlight(this.#highlight);
    this.#placeWorks();
    if (this.#pms && !this.#opened) {
      this.#opened = true;
      this.#fitBounds(this.#homeBounds(), 0);
    }
    this.#draw();
  }

  /** The worker changed these PMs' bytes in the columns. */
  patchStates(ranges: readonly StateRange[]): void {
    this.#pms?.refresh(ranges);
    this.#later ??= setTimeout(() => this.#draw(), STATES_EVERY_MS);
  }

  setMarks(marks: MapMarks): void {
    if (marks === this.#marks) return;
    this.#marks = marks;
    this.#markScene.set(marks, this.#pms, !this.#reducedMotion);
    this.#draw();
  }

  /** Works not over yet, as they are at `now`, milliseconds by the hub's clock. */
  setWorks(works: readonly Works[], now: number): void {
    this.#works = { known: works, now };
    this.#placeWorks();
    this.#draw();
  }

  /** Rings a PM; does not move the map: that is `flyTo`. */
  select(pmRef: string | null): void {
    if (pmRef === this.#selected) return;
    this.#selected = pmRef;
    this.#draw();
  }

  /** Highlights exactly these PMs and lets the others step back, outages hidden; null: the live picture. */
  setHighlight(pmRefs: readonly string[] | null): void {
    if (pmRefs === this.#highlight) return;
    this.#highlight = pmRefs;
    this.#pms?.highlight(pmRefs ?? []);
    this.#draw();
  }

  flyTo(pmRef: string): void {
    const center = this.#pms?.placeOf(pmRef);
    if (!center || !this.#stage) return;
    const { map } = this.#stage;
    const camera = { center, zoom: Math.max(map.getZoom(), CLOSE_ZOOM), padding: this.#padding };
    map.easeTo({ ...camera, duration: this.#reducedMotion ? 0 : 400 });
  }

  /** Shows départements whole; none: the desk's own, or all PMs. */
  fit(departments: readonly DepartmentCode[] = []): void {
    this.#fitBounds(this.#boundsOf(departments) ?? this.#homeBounds(), 400);
  }

  zoomBy(step: number): void {
    const map = this.#stage?.map;
    map?.zoomTo(map.getZoom() + step, { duration: this.#reducedMotion ? 0 : 150 });
  }

  /** Moves the view by pixels, at once. */
  panBy(x: number, y: number): void {
    this.#stage?.map.panBy([x, y], { duration: 0 });
  }

  #placeWorks(): void {
    const { known, now } = this.#works;
    this.#markScene.setWorks(this.#pms ? worksMarks(known, this.#pms, now) : noMarks);
  }

  #fitBounds(bounds: Bounds, ms: number): void {
    const duration = this.#reducedMotion ? 0 : ms;
    this.#stage?.map.fitBounds(bounds, { padding: this.#padding, maxZoom: CLOSE_ZOOM, duration });
  }

  #homeBounds(): Bounds {
    return this.#boundsOf(this.#areas.departments) ?? this.#pms?.bounds() ?? FRANCE;
  }

  #boundsOf(departments: readonly DepartmentCode[]): Bounds | null {
    const known = this.settings.ground.departmentBounds;
    return unionOf(departments.map((code) => known.get(code)).filter((bounds) => bounds !== undefined));
  }

  #restyle(): void {
    this.#stage?.map.setStyle(baseStyle(this.settings.ground, this.#theme, this.#areas), { diff: true });
    this.#draw();
  }

  #build(camera: Partial<MapOptions>): Stage {
    this.#draw();
    const { ground, label } = this.settings;
    return buildStage(
      this.container,
      { ...camera, label, style: baseStyle(ground, this.#theme, this.#areas) },
      {
        redraw: () => this.#draw(),
        moved: (event) => this.#hover(event),
        left: () => this.#point(null),
        clicked: (event) => this.events.click(this.#under(event)),
        drawn: () => this.events.drawn(),
        lost: () => this.#rebuild(),
      },
    );
  }

  /** The map is made anew on a fresh context, with all that was set, where it stood. */
  #rebuild(): void {
    const stage = this.#stage;
    if (!stage) return;
    this.events.lost(true);
    const camera = { center: stage.map.getCenter(), zoom: stage.map.getZoom() };
    this.#stage = null;
    this.#markScene.forgetLayers();
    stage.dispose();
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
    // Before its style is there, the map has no layer to draw the PMs under.
    if (!stage?.map.getLayer(FIRST_LABEL)) return;
    stage.overlay.setProps({ layers: this.#layers(stage) });
  }

  #layers({ map }: Stage): Layer[] {
    const pms = this.#pms;
    if (!pms) return [];
    const theme = this.#theme;
    const zoom = map.getZoom();
    const highlighting = this.#highlight !== null;
    const ground = pms.layer({ theme, zoom, latitude: map.getCenter().lat, highlighting, beforeId: FIRST_LABEL });
    const selected = this.#selected === null ? null : pms.placeOf(this.#selected);
    const { layer, moving } = this.#markScene.layer({ zoom, pms, theme, selected, bare: highlighting });
    if (moving) this.#draw();
    return [ground, layer];
  }

  #hover(event: MapMouseEvent): void {
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
  #under({ point, lngLat }: MapMouseEvent): Pointed | null {
    const map = this.#stage?.map;
    const pms = this.#pms;
    if (!map || !pms) return null;
    const zoom = map.getZoom();
    const clusters = this.#highlight === null ? this.#markScene.clustersAt(zoom, pms) : [];
    for (const cluster of [...clusters].reverse()) {
      const { x, y } = map.project([cluster.longitude, cluster.latitude]);
      if (Math.hypot(x - point.x, y - point.y) > MARK_REACH_PX) continue;
      return { kind: 'outage', pmRef: pms.refOf(cluster.pm), pmRefs: cluster.pms.map((pm) => pms.refOf(pm)), x, y };
    }
    const pm = pms.nearest(lngLat.lng, lngLat.lat, PM_REACH_PX / worldSize(zoom));
    if (pm === null) return null;
    const { x, y } = map.project(pms.placeAt(pm));
    return { kind: 'pm', pmRef: pms.refOf(pm), pmRefs: [pms.refOf(pm)], x, y };
  }
}
