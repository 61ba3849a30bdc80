import { createRandom, mix32, type Random } from '@shared/demo/random';

/** Each kind of decision draws from streams of its own, so that none shifts another (same seed, same plan). */
const kinds = {
  messyPms: 1,
  job: 2,
  powerOff: 3,
  outage: 4,
  pon: 5,
  fibre: 6,
  flapping: 7,
  longDown: 8,
  olt: 9,
  repair: 10,
  ownRepair: 11,
  duplicates: 12,
  works: 13,
} as const;

/** The stream of one thing: kind, then what identifies it. */
export function streamOf(seed: number, kind: keyof typeof kinds, ...path: readonly number[]): Random {
  return createRandom(seed, 0x51a0 + kinds[kind], ...path);
}

/** A reference as a number, to identify a stream. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = mix32(hash ^ text.charCodeAt(i));
  return hash;
}

/** A length whose logarithm is normal around `median`. */
export function lognormal(random: Random, median: number, sigma: number): number {
  return median * Math.exp(sigma * random.normal());
}

/** How many events of a Poisson process with this mean: a seed's own number of them. */
export function poisson(random: Random, mean: number): number {
  let count = 0;
  for (let elapsed = random.exponential(1); elapsed < mean; elapsed += random.exponential(1)) count += 1;
  return count;
}
