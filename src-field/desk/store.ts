import { noticesBetween, supersedes } from '../job/notices';
import { type KeptJob, keep, type Seen } from '../wire/kept';
import { type Desk, linesShown } from './state';

/** Holds the page's state and tells whoever draws it of each change. */
export class Store {
  #desk: Desk;
  #notices = 0;
  readonly #listeners = new Set<() => void>();

  constructor(first: Desk) {
    this.#desk = first;
  }

  get desk(): Desk {
    return this.#desk;
  }

  set(change: Partial<Desk>): void {
    this.#desk = { ...this.#desk, ...change };
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What the hub tells of the job; what has to be told aloud is found here. */
  see(seen: Seen): void {
    const before = linesShown(this.#desk);
    const known = this.#desk.seen?.job.infraRef === seen.job.infraRef;
    const after = linesShown({ ...this.#desk, seen });
    const fresh = known ? noticesBetween(before, after) : [];
    keep('seen', seen);
    const standing = this.#desk.notices.filter((older) => !fresh.some((newer) => supersedes(newer, older)));
    this.set({ seen, notices: [...standing, ...fresh.map((one) => ({ ...one, id: ++this.#notices, at: seen.at }))] });
  }

  /** The job in hand, also on the phone. */
  hold(job: KeptJob | null): void {
    keep('job', job);
    this.set({ job });
  }

  /** Changes the job in hand; nothing when there is none. */
  change(part: Partial<KeptJob>): void {
    if (this.#desk.job !== null) this.hold({ ...this.#desk.job, ...part });
  }
}
