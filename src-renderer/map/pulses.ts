import { type MapMarks, severityCode } from '../live/live';

/** Two pulses of a second each: never faster than 1 Hz (look.md, WCAG 2.3.1). */
export const PULSE_MS = 1_000;
export const PULSES = 2;

const critical = (marks: MapMarks): Set<number> => {
  const pms = new Set<number>();
  for (let i = 0; i < marks.length; i++)
    if (marks.severity[i] === severityCode.critical && marks.unacknowledged[i] === 1) pms.add(marks.pm[i] ?? 0);
  return pms;
};

/** PMs that alarm critically now and did not before. */
export function newlyCritical(before: MapMarks, after: MapMarks): number[] {
  const known = critical(before);
  return [...critical(after)].filter((pm) => !known.has(pm));
}

/** Which places pulse, and how far their pulse is. Time is given, so that a test needs no clock. */
export class Pulses {
  readonly #since = new Map<number, number>();

  add(pms: readonly number[], now: number): void {
    for (const pm of pms) this.#since.set(pm, now);
  }

  clear(): void {
    this.#since.clear();
  }

  /** PMs pulsing at `now` with the youngest one's phase, 0–1; forgets those that are over. */
  at(now: number): { readonly pms: readonly number[]; readonly phase: number } {
    for (const [pm, since] of this.#since) if (now - since >= PULSES * PULSE_MS) this.#since.delete(pm);
    const youngest = Math.max(0, ...this.#since.values());
    return { pms: [...this.#since.keys()], phase: ((now - youngest) % PULSE_MS) / PULSE_MS };
  }
}
