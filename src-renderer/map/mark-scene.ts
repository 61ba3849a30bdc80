import type { Layer } from '@deck.gl/core';
import type { MapMarks } from '../live/live';
import { noMarks } from '../live/marks';
import type { Theme } from '../theme/tokens';
import { type Cluster, declutter } from './declutter';
import { markLayers, pulseLayer } from './mark-layers';
import type { PmScene } from './pm-scene';
import { newlyCritical, Pulses } from './pulses';
import { drawSprites, type Sprites } from './sprites';

/** Marks are put together anew each time the zoom changed by this much. */
const DECLUTTER_STEP = 0.25;

/** The outages on the map: put together for the zoom, drawn as shapes, pulsing while new. Remembers what still holds. */
export class MarkScene {
  #marks: MapMarks = noMarks;
  #primed = false;
  #clusters: readonly Cluster[] = [];
  #clustered: { readonly marks: MapMarks; readonly zoom: number; readonly pms: PmScene | null } | null = null;
  #drawn: { readonly clusters: readonly Cluster[]; readonly theme: Theme; readonly layers: Layer[] } | null = null;
  #sprites: { readonly theme: Theme; readonly sprites: Sprites } | null = null;
  readonly #pulses = new Pulses();

  /** `pulsing`: new critical ones pulse. The first marks never do: they are not new, we are. */
  set(marks: MapMarks, pms: PmScene | null, pulsing: boolean): void {
    if (this.#primed && pulsing) this.#pulses.add(newlyCritical(this.#marks, marks), performance.now());
    this.#marks = marks;
    this.#primed = pms !== null;
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
    const step = Math.round(zoom / DECLUTTER_STEP) * DECLUTTER_STEP;
    const held = this.#clustered;
    if (held?.marks !== this.#marks || held.zoom !== step || held.pms !== pms) {
      this.#clustered = { marks: this.#marks, zoom: step, pms };
      this.#clusters = pms ? declutter(this.#marks, pms.columns.positions, step) : [];
    }
    return this.#clusters;
  }

  sprites(theme: Theme): Sprites {
    if (this.#sprites?.theme !== theme) this.#sprites = { theme, sprites: drawSprites(theme) };
    return this.#sprites.sprites;
  }

  /** The layers now; `moving` while a pulse runs and the next frame must be drawn too. */
  layers(zoom: number, pms: PmScene, theme: Theme): { readonly layers: readonly Layer[]; readonly moving: boolean } {
    const clusters = this.clustersAt(zoom, pms);
    const look = { theme, sprites: this.sprites(theme) };
    if (this.#drawn?.clusters !== clusters || this.#drawn.theme !== theme)
      this.#drawn = { clusters, theme, layers: markLayers(clusters, look) };
    const pulsing = this.#pulses.at(performance.now());
    if (pulsing.pms.length === 0) return { layers: this.#drawn.layers, moving: false };
    const places = pulsing.pms.map((pm) => pms.placeAt(pm));
    return { layers: [pulseLayer(places, pulsing.phase, look), ...this.#drawn.layers], moving: true };
  }
}
