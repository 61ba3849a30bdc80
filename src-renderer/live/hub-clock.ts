import { type Source, STALE_AFTER_MS } from '@shared/contract/feed';
import type { OperatorCode } from '@shared/domain/codes';
import type { SourceAge } from './live';

/** Enough heartbeats to meet one that was not delayed on its way. */
const SAMPLES = 10;

/**
 * The hub's clock as this machine can know it. A heartbeat is late by its way here, never early: the largest
 * difference of the last ones is the nearest to the truth.
 */
export class HubClock {
  #samples: number[] = [];

  /** `hubAt`: ISO instant of a heartbeat; `localMs`: when it was received, by this machine. */
  hear(hubAt: string, localMs: number): void {
    this.#samples.push(Date.parse(hubAt) - localMs);
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  get offsetMs(): number {
    return this.#samples.length === 0 ? 0 : Math.max(...this.#samples);
  }
}

/** Each source's age at `hubNowMs`; silent when older than the bar, or never heard (safety 13). */
export function agesOf(sources: readonly Source[], hubNowMs: number): SourceAge[] {
  return sources.map((source) => {
    const ageMs = source.lastHeardAt === null ? null : Math.max(0, hubNowMs - Date.parse(source.lastHeardAt));
    return {
      ...source,
      ageSeconds: ageMs === null ? null : Math.floor(ageMs / 1000),
      silent: ageMs === null || ageMs > STALE_AFTER_MS,
    };
  });
}

/** What silence covers: own alarms every PM, an infrastructure operator's messages its network. */
export function silenceOf(ages: readonly SourceAge[], own: OperatorCode) {
  const silent = ages.filter((source) => source.silent);
  return {
    own: silent.some(({ kind, operatorCode }) => kind === 'alarms' && operatorCode === own),
    networks: new Set(silent.filter(({ kind }) => kind === 'messages').map(({ operatorCode }) => operatorCode)),
  };
}
