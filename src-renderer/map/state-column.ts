import { type MapColumns, STATE_BYTES, type StateRange, stateByte } from '../live/live';

/** Bits of a PM's last state byte on the GPU. The first is the worker's; the second is this map's own. */
const HIDDEN = 1;
const HIGHLIGHTED = 2;

/**
 * The state bytes as the point layer uploads them: the worker's, with the highlight of this map mixed in. Keeps which
 * ranges the GPU has not got yet, so that one PM's change writes four bytes and rebuilds nothing.
 */
export class StateColumn {
  readonly bytes: Uint8Array;
  readonly #index: ReadonlyMap<string, number>;
  readonly #highlighted: Uint8Array;
  #dirty: StateRange[] = [];
  /** Grows with every change: the layer draws again when it differs. */
  revision = 0;

  constructor(private readonly columns: MapColumns) {
    this.bytes = columns.states.slice();
    this.#highlighted = new Uint8Array(columns.length);
    this.#index = new Map(columns.pmRefs.map((ref, i) => [ref, i]));
  }

  indexOf(pmRef: string): number | undefined {
    return this.#index.get(pmRef);
  }

  /** Takes the worker's bytes of these ranges over. */
  refresh(ranges: readonly StateRange[]): void {
    for (const range of ranges) {
      const from = range.first * STATE_BYTES;
      const to = (range.first + range.count) * STATE_BYTES;
      this.bytes.set(this.columns.states.subarray(from, to), from);
      for (let pm = range.first; pm < range.first + range.count; pm++) this.#mix(pm);
    }
    this.#dirty.push(...ranges);
    this.revision++;
  }

  /** Highlights exactly these PMs; references of others are ignored. */
  highlight(pmRefs: readonly string[]): void {
    this.#highlighted.fill(0);
    for (const ref of pmRefs) {
      const pm = this.#index.get(ref);
      if (pm !== undefined) this.#highlighted[pm] = 1;
    }
    this.refresh([{ first: 0, count: this.columns.length }]);
  }

  isHidden(pm: number): boolean {
    return ((this.bytes[pm * STATE_BYTES + stateByte.hidden] ?? 0) & HIDDEN) !== 0;
  }

  /** Ranges changed since the last call. */
  takeDirty(): readonly StateRange[] {
    const dirty = this.#dirty;
    this.#dirty = [];
    return dirty;
  }

  #mix(pm: number): void {
    const at = pm * STATE_BYTES + stateByte.hidden;
    this.bytes[at] = (this.bytes[at] ?? 0) | (this.#highlighted[pm] === 1 ? HIGHLIGHTED : 0);
  }
}
