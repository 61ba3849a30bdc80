import { type MapColumns, STATE_BYTES, type StateRange, stateByte } from '../live/live';
import type { Theme } from '../theme/tokens';
import type { Bounds } from './base-map';
import { PmIndex } from './pm-index';
import { PmLayer } from './pm-layer';
import { pmLook } from './pm-look';
import { StateColumn } from './state-column';

/** One set of PMs as the map holds it: the layer's data, their states, and the search under the pointer. */
export class PmScene {
  readonly #states: StateColumn;
  readonly #index: PmIndex;
  /** Made once: the same object means to deck.gl that nothing is to be built. */
  readonly #data: PmLayer['props']['data'];
  #unknown = 0;

  constructor(readonly columns: MapColumns) {
    this.#states = new StateColumn(columns);
    this.#index = new PmIndex(columns.positions);
    const places = new Float64Array(columns.length * 3);
    for (let i = 0; i < columns.length; i++) places.set(columns.positions.subarray(2 * i, 2 * i + 2), 3 * i);
    this.#data = {
      length: columns.length,
      attributes: {
        getPosition: { value: places, size: 3 },
        getState: { value: this.#states.bytes, size: STATE_BYTES, normalized: true },
      },
    };
    this.#countUnknown();
  }

  /** The worker changed these PMs' bytes in the columns: exactly they are written to the GPU. */
  refresh(ranges: readonly StateRange[]): void {
    this.#states.refresh(ranges);
    this.#countUnknown();
  }

  highlight(pmRefs: readonly string[]): void {
    this.#states.highlight(pmRefs);
  }

  placeAt(pm: number): [number, number] {
    return [this.columns.positions[2 * pm] ?? 0, this.columns.positions[2 * pm + 1] ?? 0];
  }

  /** Where a PM stands in the columns; undefined when it is not one of these. */
  indexOf(pmRef: string): number | undefined {
    return this.#states.indexOf(pmRef);
  }

  /** Longitude, latitude of a PM; null when it is not one of these. */
  placeOf(pmRef: string): [number, number] | null {
    const pm = this.#states.indexOf(pmRef);
    return pm === undefined ? null : this.placeAt(pm);
  }

  refOf(pm: number): string {
    return this.columns.pmRefs[pm] ?? '';
  }

  /** The shown PM nearest to a place, within `radius` in world units (mercator.ts). */
  nearest(longitude: number, latitude: number, radius: number): number | null {
    return this.#index.nearest(longitude, latitude, radius, (pm) => !this.#states.isHidden(pm));
  }

  bounds(): Bounds | null {
    const { positions, length } = this.columns;
    if (length === 0) return null;
    const bounds: Bounds = [180, 90, -180, -90];
    for (let i = 0; i < length; i++) {
      const [x = 0, y = 0] = positions.subarray(2 * i, 2 * i + 2);
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    }
    return bounds;
  }

  layer(view: { theme: Theme; zoom: number; latitude: number; highlighting: boolean; beforeId: string }): PmLayer {
    return new PmLayer({
      id: 'pms',
      beforeId: view.beforeId,
      data: this.#data,
      column: this.#states,
      revision: this.#states.revision,
      look: pmLook(view.theme, view.zoom, view.latitude, view.highlighting),
      hatched: this.#unknown > 0 && !view.highlighting,
    });
  }

  #countUnknown(): void {
    this.#unknown = 0;
    const { bytes } = this.#states;
    for (let at: number = stateByte.unknown; at < bytes.length; at += STATE_BYTES) this.#unknown += bytes[at] ?? 0;
  }
}
