import type { Outage } from '@shared/domain/outage';

interface Known {
  /** `lastVictimAt` when it was announced. */
  readonly victimAt: string;
  readonly acknowledgedSince: boolean;
}

const alarming = (outage: Outage): boolean => outage.severity === 'critical' && outage.state === 'unacknowledged';

/**
 * Which critical outages to announce, each once, also across reconnects (safety 14). One that was acknowledged and
 * alarms again is announced again. After a reconnect the acknowledgement in between may have been missed: a victim later
 * than the announced one is then announced, since a doubled alert harms less than a lost one.
 */
export class Alerts {
  #known = new Map<string, Known>();

  /** Forgets everything: another session begins. */
  forget(): void {
    this.#known.clear();
  }

  /** After a snapshot: those that wait for somebody and were not announced yet. */
  fromSnapshot(outages: Iterable<Outage>): Outage[] {
    const due: Outage[] = [];
    for (const outage of outages) {
      const known = this.#known.get(outage.id);
      const later = known !== undefined && Date.parse(outage.lastVictimAt) > Date.parse(known.victimAt);
      if (this.#see(outage, later)) due.push(outage);
    }
    return due;
  }

  /** One change of the live feed: is it to be announced? */
  fromChange(outage: Outage): boolean {
    return this.#see(outage, false);
  }

  #see(outage: Outage, laterVictim: boolean): boolean {
    const known = this.#known.get(outage.id);
    if (!alarming(outage)) {
      if (outage.state === 'closed') this.#known.delete(outage.id);
      else if (known && outage.state !== 'unacknowledged')
        this.#known.set(outage.id, { ...known, acknowledgedSince: true });
      return false;
    }
    if (known && !known.acknowledgedSince && !laterVictim) return false;
    this.#known.set(outage.id, { victimAt: outage.lastVictimAt, acknowledgedSince: false });
    return true;
  }
}
