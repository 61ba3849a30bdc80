import { type Outage, type Severity, severities } from '@shared/domain/outage';

/**
 * What one outage adds to the sums, in one small number, since there may be 50,000: its severity's place counted from 1
 * (0: counted nowhere) times 4, plus 2 when it is critical and waits, plus 1 when it waits.
 */
type Share = number;

function shareOf({ state, severity }: Outage, shown: boolean): Share {
  const place = shown && state !== 'closed' ? 1 + severities.indexOf(severity) : 0;
  if (state !== 'unacknowledged') return 4 * place;
  return 4 * place + (severity === 'critical' ? 3 : 1);
}

const zero = (): Record<Severity, number> =>
  Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;

/**
 * Sums over open outages, kept change by change. Counts by severity leave the severity filter out, so that narrowing to
 * one severity does not blind the others' counters; what waits for somebody ignores filters altogether: a filter must
 * not silence the alarm (safety 14).
 */
export class Tally {
  #shares = new Map<string, Share>();
  #counts = zero();
  #unacknowledged = 0;
  #critical = 0;

  get counts(): Readonly<Record<Severity, number>> {
    return { ...this.#counts };
  }

  get unacknowledged(): number {
    return this.#unacknowledged;
  }

  get unacknowledgedCritical(): number {
    return this.#critical;
  }

  /** @param shown whether the filters other than severity let it through */
  put(outage: Outage, shown: boolean): void {
    const before = this.#shares.get(outage.id);
    if (before !== undefined) this.#add(before, -1);
    const share = shareOf(outage, shown);
    this.#shares.set(outage.id, share);
    this.#add(share, 1);
  }

  clear(): void {
    this.#shares.clear();
    this.#counts = zero();
    this.#unacknowledged = 0;
    this.#critical = 0;
  }

  #add(share: Share, by: 1 | -1): void {
    const severity = severities[(share >> 2) - 1];
    if (severity !== undefined) this.#counts[severity] += by;
    if (share & 1) this.#unacknowledged += by;
    if (share & 2) this.#critical += by;
  }
}
