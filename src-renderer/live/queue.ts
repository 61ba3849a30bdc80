import type { DepartmentCode } from '@shared/domain/codes';
import type { NatureFamily } from '@shared/domain/nature';
import { type Outage, type Severity, severities } from '@shared/domain/outage';
import type { QueueRow, QueueWindow } from './live';

/** One outage with what sorting and drawing it need; replaced whole when the outage changes. */
export interface Entry {
  readonly outage: Outage;
  readonly commune: string;
  readonly department: DepartmentCode;
  readonly natureFamily: NatureFamily;
  /** 0 is the worst severity. */
  readonly rank: number;
  readonly raisedMs: number;
}

const rankOf: Readonly<Record<Severity, number>> = Object.fromEntries(
  severities.map((severity, rank) => [severity, rank]),
) as Record<Severity, number>;

export function entryOf(
  outage: Outage,
  place: { readonly name: string; readonly department: DepartmentCode },
  natureFamily: NatureFamily,
): Entry {
  return {
    outage,
    commune: place.name,
    department: place.department,
    natureFamily,
    rank: rankOf[outage.severity],
    raisedMs: Date.parse(outage.raisedAt),
  };
}

/** Worst severity first, then the newest loss first; the id settles ties so that two desks see one order. */
export function compareEntries(a: Entry, b: Entry): number {
  return (
    a.rank - b.rank || b.raisedMs - a.raisedMs || (a.outage.id < b.outage.id ? -1 : a.outage.id > b.outage.id ? 1 : 0)
  );
}

/** Where `entry` stands, or would stand, in a sorted list. */
function placeIn(sorted: readonly Entry[], entry: Entry): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = sorted[middle];
    if (there && compareEntries(there, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is on screen while the order is held: ids as they stood, with the rank each had. */
interface Held {
  readonly entries: readonly Entry[];
  readonly rank: ReadonlyMap<string, number>;
}

/**
 * The queue's order. `live` is always sorted; while held, the rows shown keep the places they had, change in place, and
 * those that came or moved up are only counted (desk.md: rows never move under the pointer).
 */
export class Queue {
  #live: Entry[] = [];
  #byId = new Map<string, Entry>();
  #held: Held | null = null;
  #newIds = new Set<string>();

  /** `current`: an outage as it is now, in the order or not; a held row that was closed shows so, in its place. */
  constructor(private readonly current: (outageId: string) => Entry | undefined) {}

  /** Replaces everything, as after a snapshot or a change of filters. A held order keeps the rows it can. */
  reset(entries: Iterable<Entry>): void {
    this.#live = [...entries].sort(compareEntries);
    this.#byId = new Map(this.#live.map((entry) => [entry.outage.id, entry]));
    this.#newIds.clear();
    if (this.#held) for (const entry of this.#live) this.#noteNew(entry);
  }

  /** Takes in a new or changed outage. */
  put(entry: Entry): void {
    this.#take(entry.outage.id);
    this.#byId.set(entry.outage.id, entry);
    this.#live.splice(placeIn(this.#live, entry), 0, entry);
    this.#noteNew(entry);
  }

  /** The outage no longer belongs here: closed, or filtered out. */
  remove(id: string): void {
    this.#take(id);
    this.#newIds.delete(id);
  }

  hold(held: boolean): void {
    if (held === (this.#held !== null)) return;
    this.#held = held ? this.#freeze() : null;
    this.#newIds.clear();
  }

  /** Takes the waiting ones in; held or not as before. */
  applyNew(): void {
    if (this.#held) this.#held = this.#freeze();
    this.#newIds.clear();
  }

  window(first: number, count: number): QueueWindow {
    const shown = this.#held?.entries ?? this.#live;
    const from = Math.max(0, Math.min(first, shown.length));
    const rows = shown.slice(from, from + count).map((entry) => rowOf(this.current(entry.outage.id) ?? entry));
    return { first: from, rows, total: shown.length, newCount: this.#newIds.size };
  }

  /** Ids in the order shown, `first` to `last` inclusive. */
  idsBetween(first: number, last: number): string[] {
    const shown = this.#held?.entries ?? this.#live;
    return shown.slice(Math.max(0, Math.min(first, last)), Math.max(first, last) + 1).map(({ outage }) => outage.id);
  }

  #freeze(): Held {
    const entries = [...this.#live];
    return { entries, rank: new Map(entries.map(({ outage, rank }) => [outage.id, rank])) };
  }

  #noteNew(entry: Entry): void {
    if (!this.#held) return;
    // An empty list has no row to hold still, and would say that all is well over one that waits.
    if (this.#held.entries.length === 0) {
      this.applyNew();
      return;
    }
    const shownRank = this.#held.rank.get(entry.outage.id);
    if (shownRank === undefined || entry.rank < shownRank) this.#newIds.add(entry.outage.id);
  }

  #take(id: string): void {
    const before = this.#byId.get(id);
    if (!before) return;
    this.#byId.delete(id);
    this.#live.splice(placeIn(this.#live, before), 1);
  }
}

function rowOf({ outage, commune, department, natureFamily }: Entry): QueueRow {
  return { outage, commune, department, natureFamily };
}
