import type { MapMarks } from '../live/live';
import { noMarks } from '../live/marks';
import type { Theme } from '../theme/tokens';
import { type Cluster, declutter } from './declutter';
import { MarkLayer } from './mark-layer';
import { type MarkPoint, markPoints, pulsePoints, selectedPoint } from './mark-points';
import type { PmScene } from './pm-scene';
import { newlyCritical, Pulses } from './pulses';
import { SpriteSheet } from './sprites';
import { worksPoints } from './works-marks';

/** Marks are put together anew each time the zoom changed by this much. */
const DECLUTTER_STEP = 0.25;
const NOTHING: readonly Cluster[] = [];

/** Marks put together for a zoom: anew only where they, the zoom or the PMs are others. */
class Clusters {
  #made: readonly Cluster[] = NOTHING;
  #of: { readonly marks: MapMarks; readonly zoom: number; readonly pms: PmScene | null } | null = null;

  at(marks: MapMarks, zoom: number, pms: PmScene | null): readonly Cluster[] {
    const step = Math.round(zoom / DECLUTTER_STEP) * DECLUTTER_STEP;
    if (this.#of?.marks !== marks || this.#of.zoom !== step || this.#of.pms !== pms) {
      this.#of = { marks, zoom: step, pms };
      this.#made = pms ? declutter(marks, pms.columns.positions, step) : NOTHING;
    }
    return this.#made;
  }
}

/** The outages on the map: put together for the zoom, drawn as shapes, pulsing while new; works below them. Remembers what still holds. */
export class MarkScene {
  #marks: MapMarks = noMarks;
  #primed = false;
  #works: MapMarks = noMarks;
  readonly #clusters = new Clusters();
  readonly #worksClusters = new Clusters();
  #sheet: { readonly theme: Theme; readonly sheet: SpriteSheet } | null = null;
  #drawn: {
    readonly clusters: readonly Cluster[];
    readonly works: readonly Cluster[];
    readonly ringed: string;
    readonly sheet: SpriteSheet;
    readonly layer: MarkLayer;
  } | null = null;
  readonly #pulses = new Pulses();

  /** `pulsing`: new critical ones pulse. The first marks never do: they are not new, we are. */
  set(marks: MapMarks, pms: PmScene | null, pulsing: boolean): void {
    if (this.#primed && pulsing) this.#pulses.add(newlyCritical(this.#marks, marks), performance.now());
    this.#marks = marks;
    this.#primed = pms !== null;
  }

  /** PMs with works, as `worksMarks` makes them. */
  setWorks(works: MapMarks): void {
    this.#works = works;
  }

  stopPulses(): void {
    this.#pulses.clear();
  }

  /** Layers made on a context that is gone must not be used again. */
  forgetLayers(): void {
    this.#drawn = null;
  }

  /** Clusters at this zoom, the topmost last. */
  clustersAt(zoom: number, pms: PmScene | null): readonly Cluster[] {
    return this.#clusters.at(this.#marks, zoom, pms);
  }

  /**
   * The layer now: the marks unless `bare`, and the ring of the selected place. `moving` while a pulse runs and the next
   * frame must be drawn too.
   */
  layer(view: {
    zoom: number;
    pms: PmScene;
    theme: Theme;
    selected: readonly [number, number] | null;
    bare: boolean;
  }): { readonly layer: MarkLayer; readonly moving: boolean } {
    const clusters = view.bare ? NOTHING : this.clustersAt(view.zoom, view.pms);
    const works = view.bare ? NOTHING : this.#worksClusters.at(this.#works, view.zoom, view.pms);
    const pulsing = this.#pulses.at(performance.now());
    const moving = pulsing.pms.length > 0 && !view.bare;
    const points = [
      ...worksPoints(works),
      ...(moving
        ? pulsePoints(
            pulsing.pms.map((pm) => view.pms.placeAt(pm)),
            pulsing.phase,
          )
        : []),
      ...markPoints(clusters),
      ...(view.selected ? [selectedPoint(view.selected)] : []),
    ];
    const ringed = String(view.selected);
    const sheet = this.#sheetFor(view.theme, points.length);
    const held = this.#drawn;
    if (
      !moving &&
      held &&
      held.clusters === clusters &&
      held.works === works &&
      held.ringed === ringed &&
      held.sheet === sheet
    )
      return { layer: held.layer, moving };
    const layer = layerOf(points, sheet);
    this.#drawn = moving ? null : { clusters, works, ringed, sheet, layer };
    return { layer, moving };
  }

  /** A sheet of this theme with room for what may be new. */
  #sheetFor(theme: Theme, points: number): SpriteSheet {
    if (this.#sheet?.theme !== theme || this.#sheet.sheet.isFullFor(Math.min(points, 16)))
      this.#sheet = { theme, sheet: new SpriteSheet(theme) };
    return this.#sheet.sheet;
  }
}

function layerOf(points: readonly MarkPoint[], sheet: SpriteSheet): MarkLayer {
  const places = Float64Array.from(points.flatMap(({ longitude, latitude }) => [longitude, latitude, 0]));
  const sprites = Float32Array.from(
    points.flatMap(({ sprite, size, opacity }) => [...sheet.cellOf(sprite), size, opacity]),
  );
  return new MarkLayer({
    id: 'marks',
    data: {
      length: points.length,
      attributes: { getPosition: { value: places, size: 3 }, getSprite: { value: sprites, size: 4 } },
    },
    sheet,
    revision: sheet.revision,
  });
}
