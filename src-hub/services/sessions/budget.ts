const WINDOW_MS = 60_000;
/** Keys remembered; beyond it the oldest is forgotten, so a flood of names cannot fill memory. */
const MOST_KEYS = 10_000;

interface Window {
  readonly endsAt: number;
  used: number;
}

/** So many uses of something a minute, by key. Kept in memory: a restart forgives. */
export class Budget {
  readonly #windows = new Map<string, Window>();

  constructor(
    private readonly most: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether `key` has none left; counts nothing. */
  isSpent(key: string): boolean {
    const window = this.#windows.get(key);
    return window !== undefined && window.endsAt > this.now() && window.used >= this.most;
  }

  /** Takes one; false: none was left. */
  take(key: string): boolean {
    const known = this.#windows.get(key);
    const window = known !== undefined && known.endsAt > this.now() ? known : this.#open(key);
    if (window.used >= this.most) return false;
    window.used += 1;
    return true;
  }

  /** Gives one back: it was no use after all. */
  giveBack(key: string): void {
    const window = this.#windows.get(key);
    if (window !== undefined && window.used > 0) window.used -= 1;
  }

  /** Begins anew for `key`. */
  forgive(key: string): void {
    this.#windows.delete(key);
  }

  #open(key: string): Window {
    const window: Window = { endsAt: this.now() + WINDOW_MS, used: 0 };
    // Deleted first: a map keeps the place of a key that it knows.
    this.#windows.delete(key);
    this.#windows.set(key, window);
    const oldest = this.#windows.keys().next().value;
    if (this.#windows.size > MOST_KEYS && oldest !== undefined) this.#windows.delete(oldest);
    return window;
  }
}
