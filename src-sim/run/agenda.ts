/** What happens at an instant of simulated time. */
export type Happens = () => void | Promise<void>;

interface Entry {
  readonly at: number;
  readonly order: number;
  readonly happens: Happens;
}

/** What is to come, earliest first; at the same instant in the order of entry. A binary heap. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #order = 0;

  add(at: number, happens: Happens): void {
    const entry = { at, order: this.#order++, happens };
    let i = this.#heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#swapIfLater(parent, i)) break;
      i = parent;
    }
  }

  get nextAt(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Takes the next entry that is due at `now`. */
  take(now: number): Happens | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.at > now) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    return first.happens;
  }

  #sink(): void {
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      const right = left + 1;
      const smaller = this.#isLater(left, right) ? right : left;
      if (!this.#swapIfLater(i, smaller)) return;
      i = smaller;
    }
  }

  #isLater(a: number, b: number): boolean {
    const one = this.#heap[a];
    const two = this.#heap[b];
    return one !== undefined && two !== undefined && (one.at - two.at || one.order - two.order) > 0;
  }

  #swapIfLater(a: number, b: number): boolean {
    const one = this.#heap[a];
    const two = this.#heap[b];
    if (one === undefined || two === undefined || !this.#isLater(a, b)) return false;
    this.#heap[a] = two;
    this.#heap[b] = one;
    return true;
  }
}
