/**
 * Seeded random numbers (sfc32, public domain), the only source of chance in the demonstration: same seed, same world,
 * on every machine. Not for anything secret.
 */
export interface Random {
  /** In [0, 1). */
  float(): number;
  /** Whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** Standard normal. */
  normal(): number;
  /** Waiting time of a Poisson process; unit of `mean`. */
  exponential(mean: number): number;
  /** Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number;
  /** Shuffles in place and gives the same array back. */
  shuffle<T>(items: T[]): T[];
}

/** Mixes 32 bits so that neighbours (seed 1 and 2, PM 1 and 2) have nothing in common; a bijection on 32 bits. */
export function mix32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A stream of its own for every path: `createRandom(seed, 7, pmIndex)` owes nothing to other streams or to order. */
export function createRandom(...path: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const step = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (const part of path) {
    a ^= mix32(part);
    b ^= mix32(Math.floor(part / 2 ** 32) + 1);
    for (let i = 0; i < 4; i++) step();
  }
  for (let i = 0; i < 8; i++) step();
  const float = (): number => step() / 2 ** 32;
  const int = (min: number, max: number): number => min + Math.floor(float() * (max - min + 1));
  return {
    float,
    int,
    chance: (probability) => float() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
    exponential: (mean) => -mean * Math.log(1 - float()),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[int(0, items.length - 1)] as (typeof items)[number];
    },
    weighted: (weights) => {
      let rest = float() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return index < 0 ? weights.length - 1 : index;
    },
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(0, i);
        [items[i], items[j]] = [items[j] as (typeof items)[number], items[i] as (typeof items)[number]];
      }
      return items;
    },
  };
}
