import fc from 'fast-check';
import type { LifeState } from './intervention-life';

const MINUTE = 60_000;

/**
 * The rules once more, as one would tell them to a colleague: what was said so far, and what is answered to what is said
 * now (interop.md, Rules).
 */
export class PlainJob {
  #startedAt: number | null = null;
  #endedAt: number | null = null;
  #isAbandoned = false;
  readonly #tests: { n: number; at: number; from: Set<string>; over: boolean }[] = [];

  constructor(readonly oc: readonly string[]) {}

  start(now: number): string {
    if (this.#startedAt !== null) return 'repeated';
    this.#startedAt = now;
    return 'accepted';
  }

  test(n: number, now: number): string {
    if (this.#startedAt === null) return 'REF_INTERV_INCONNUE';
    if (this.#endedAt !== null) return 'INCOHERENCE';
    const last = this.#tests.at(-1);
    if (this.#tests.some((test) => test.n === n)) return 'TEST_PRECEDENT_DEJA_EMIS';
    if (last && !last.over) return 'TEST_PRECEDENT_NON_ACQUITTE';
    if (n !== this.#tests.length + 1 || n > 5) return 'INCOHERENCE';
    if (last && now - last.at < 2 * MINUTE) return 'INCOHERENCE';
    this.#tests.push({ n, at: now, from: new Set(), over: this.oc.length === 0 });
    return 'accepted';
  }

  answer(oc: string, n: number, now: number): string {
    if (this.#startedAt === null) return 'REF_INTERV_OI_INCONNUE';
    const test = this.#tests.find((one) => one.n === n);
    if (!test || (n === 0 && now < test.at - 5 * MINUTE)) return 'ERREUR_ITERATION';
    if (test.from.has(oc)) return 'repeated';
    if (test.over || now > test.at + 3 * MINUTE) return 'DELAI_NON_RESPECTE';
    test.from.add(oc);
    if (test.from.size === this.oc.length) test.over = true;
    return 'accepted';
  }

  end(at: number): string {
    if (this.#startedAt === null) return 'MAUVAIS_FORMAT';
    if (this.#isAbandoned) return 'accepted';
    if (this.#endedAt !== null) return this.#endedAt === at ? 'repeated' : 'MAUVAIS_FORMAT';
    if (at < this.#startedAt) return 'MAUVAIS_FORMAT';
    if (this.#tests.length === 0) return 'M3TX_NON_DEMANDE';
    this.#finish(at, at + 10 * MINUTE);
    return 'accepted';
  }

  /** The hours that have come by `now`. */
  pass(now: number): void {
    for (const test of this.#tests) if (test.n > 0 && now >= test.at + 3 * MINUTE) test.over = true;
    if (this.#startedAt !== null && this.#endedAt === null && now >= this.#startedAt + 12 * 60 * MINUTE) {
      this.#isAbandoned = true;
      this.#finish(now, now);
    }
    const closing = this.#tests.find((test) => test.n === 0);
    if (closing && now >= closing.at + 3 * MINUTE) closing.over = true;
  }

  state(): LifeState {
    if (this.#startedAt === null) return 'none';
    if (this.#endedAt !== null) return this.#tests.every((test) => test.over) ? 'closed' : 'ended';
    return this.#tests.every((test) => test.over) ? 'open' : 'testing';
  }

  #finish(endedAt: number, dueAt: number): void {
    this.#endedAt = endedAt;
    for (const test of this.#tests) test.over = true;
    this.#tests.push({ n: 0, at: dueAt, from: new Set(), over: false });
  }
}

/** What happens to a job: a message of one of the parties, or time. */
export type Step =
  | { readonly kind: 'M1' | 'CR' }
  | { readonly kind: 'M3TX'; readonly n: number }
  | { readonly kind: 'M5TX'; readonly oc: string; readonly n: number }
  | { readonly kind: 'M3'; readonly ago: number }
  | { readonly kind: 'wait'; readonly ms: number };

export const OCS = ['OC1', 'OC2'];
/** Whatever may arrive: lost messages are steps that are not there, repeated and reordered ones are steps like others. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('M1' as const, 'CR' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('M3TX' as const), n: fc.integer({ min: -1, max: 7 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('M5TX' as const),
      oc: fc.constantFrom(...OCS),
      n: fc.integer({ min: 0, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('M3' as const), ago: fc.constantFrom(0, 0, 3, 700) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 30_000, 2 * MINUTE, 4 * MINUTE, 11 * MINUTE, 13 * 60 * MINUTE),
    }),
  },
);
/** A job that gets somewhere before anything may happen: sequences that start from nothing end there, mostly. */
const underWay: readonly Step[] = [{ kind: 'M1' }, { kind: 'wait', ms: 2 * MINUTE }, { kind: 'M3TX', n: 1 }];
export const steps = fc
  .tuple(fc.boolean(), fc.array(step, { maxLength: 40 }))
  .map(([isUnderWay, random]) => (isUnderWay ? [...underWay, ...random] : random));
