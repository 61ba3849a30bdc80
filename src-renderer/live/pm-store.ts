import type { DepartmentCode, OperatorCode } from '@shared/domain/codes';
import type { PmColumns } from '@shared/domain/pm';
import { STATE_BYTES, type StateRange, stateByte } from './live';
import { searchable } from './text';

/** Gaps of unchanged PMs shorter than this are sent along: fewer ranges, fewer buffer writes. */
const MERGE_GAP = 64;

/** The operator's PMs as columns, and their state bytes with the ranges that changed since they were last taken. */
export class PmStore {
  readonly length: number;
  readonly positions: Float64Array;
  readonly lineCounts: Uint32Array;
  readonly infraOperator: Uint16Array;
  readonly commune: Uint32Array;
  readonly approximate: Uint8Array;
  readonly states: Uint8Array;
  readonly #index: ReadonlyMap<string, number>;
  readonly #searchableCommunes: readonly string[];
  #dirty = new Set<number>();

  constructor(readonly source: PmColumns) {
    const { length } = source.pmRef;
    this.length = length;
    this.positions = new Float64Array(length * 2);
    for (let i = 0; i < length; i++) {
      this.positions[2 * i] = source.longitude[i] ?? 0;
      this.positions[2 * i + 1] = source.latitude[i] ?? 0;
    }
    this.lineCounts = Uint32Array.from(source.lineCount);
    this.infraOperator = Uint16Array.from(source.infraOperator);
    this.commune = Uint32Array.from(source.commune);
    this.approximate = Uint8Array.from(source.approximate);
    this.states = new Uint8Array(length * STATE_BYTES);
    this.#index = new Map(source.pmRef.map((ref, i) => [ref, i]));
    this.#searchableCommunes = source.communes.map(({ name }) => searchable(name));
  }

  indexOf(pmRef: string): number | undefined {
    return this.#index.get(pmRef);
  }

  refOf(pm: number): string {
    return this.source.pmRef[pm] ?? '';
  }

  communeOf(pm: number): { readonly name: string; readonly department: DepartmentCode } {
    return this.source.communes[this.commune[pm] ?? -1] ?? { name: '', department: '' };
  }

  searchableCommuneOf(pm: number): string {
    return this.#searchableCommunes[this.commune[pm] ?? -1] ?? '';
  }

  operatorOf(pm: number): OperatorCode {
    return this.source.infraOperators[this.infraOperator[pm] ?? -1] ?? '';
  }

  /** Writes one state byte; nothing happens when it stands so already. */
  setByte(pm: number, byte: keyof typeof stateByte, value: number): void {
    const at = pm * STATE_BYTES + stateByte[byte];
    if (this.states[at] === value) return;
    this.states[at] = value;
    this.#dirty.add(pm);
  }

  /** PMs changed since the last call, as few ranges in ascending order. */
  takeDirty(): StateRange[] {
    if (this.#dirty.size === 0) return [];
    const pms = Uint32Array.from(this.#dirty).sort();
    this.#dirty = new Set();
    const ranges: { first: number; count: number }[] = [];
    for (const pm of pms) {
      const last = ranges.at(-1);
      if (last && pm - (last.first + last.count) < MERGE_GAP) last.count = pm - last.first + 1;
      else ranges.push({ first: pm, count: 1 });
    }
    return ranges;
  }
}
