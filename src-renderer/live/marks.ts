import type { Outage } from '@shared/domain/outage';
import type { MapMarks } from './live';

interface Mark {
  readonly severity: number;
  readonly downCount: number;
  readonly outageCount: number;
  readonly unacknowledged: boolean;
}

export const noMarks: MapMarks = {
  length: 0,
  pm: new Uint32Array(),
  severity: new Uint8Array(),
  downCount: new Uint32Array(),
  outageCount: new Uint32Array(),
  unacknowledged: new Uint8Array(),
};

/** PMs with open outages, one mark each, handed over as columns when something changed. */
export class Marks {
  readonly #byPm = new Map<number, Mark>();
  #changed = false;

  /** Takes all marks away; returns the PMs that had one. */
  clear(): number[] {
    const pms = [...this.#byPm.keys()];
    this.#byPm.clear();
    if (pms.length > 0) this.#changed = true;
    return pms;
  }

  /** The open outages at a PM as they are now; none takes the mark away. `severity` is the worst one's code. */
  set(pm: number, severity: number, outages: readonly Outage[]): void {
    if (outages.length === 0) {
      if (this.#byPm.delete(pm)) this.#changed = true;
      return;
    }
    this.#byPm.set(pm, {
      severity,
      downCount: outages.reduce((sum, { downCount }) => sum + downCount, 0),
      outageCount: outages.length,
      unacknowledged: outages.some(({ state }) => state === 'unacknowledged'),
    });
    this.#changed = true;
  }

  /** All marks, or null when nothing changed since the last call. */
  take(): MapMarks | null {
    if (!this.#changed) return null;
    this.#changed = false;
    const all = [...this.#byPm];
    return {
      length: all.length,
      pm: Uint32Array.from(all, ([pm]) => pm),
      severity: Uint8Array.from(all, ([, { severity }]) => severity),
      downCount: Uint32Array.from(all, ([, { downCount }]) => downCount),
      outageCount: Uint32Array.from(all, ([, { outageCount }]) => outageCount),
      unacknowledged: Uint8Array.from(all, ([, { unacknowledged }]) => (unacknowledged ? 1 : 0)),
    };
  }
}
