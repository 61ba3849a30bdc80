import type { OperatorCode } from '../domain/codes';
import { demoRetailers } from './operators';
import type { Commune, Places } from './places';
import { createRandom, type Random } from './random';

/** A PM before it has a reference and a place. */
export interface PmPlan {
  readonly commune: Commune;
  readonly kind: 'building' | 'street';
  readonly homes: number;
  readonly lineCounts: Readonly<Record<OperatorCode, number>>;
}

/** Active lines of the whole world; a commune's share follows its population. */
const LINES = 200_000;

/** Share of a zone's lines that hang on building PMs: many where houses are tall, none in the country. */
const buildingShare = { 1: 0.38, 2: 0.14, 3: 0 } as const;

const MEAN_STREET_LINES = 185;
const SMALLEST_STREET = 50;
const LARGEST_STREET = 400;
const SMALLEST_BUILDING = 10;
const LARGEST_BUILDING = 60;
/** An operator with fewer lines than this has not bothered to come to the PM. */
const LEAST_PRESENCE = 3;

const PLANNING_STREAM = 1;

/** All PMs, commune by commune, with their kinds, sizes and operators. */
export function planPms(places: Places, seed: number): readonly PmPlan[] {
  const population = places.communes.reduce((sum, commune) => sum + commune.population, 0);
  return places.communes.flatMap((commune) => {
    const random = createRandom(seed, PLANNING_STREAM, Number.parseInt(commune.inseeCode, 36));
    const lines = (LINES * commune.population) / population;
    const inBuildings = lines * buildingShare[commune.zone];
    const sizes = [
      ...buildingSizes(inBuildings, random).map((size) => ({ kind: 'building' as const, size })),
      ...streetSizes(lines - inBuildings, random).map((size) => ({ kind: 'street' as const, size })),
    ];
    return random.shuffle(sizes).map(({ kind, size }) => ({
      commune,
      kind,
      homes: Math.round(size / (0.62 + 0.28 * random.float())),
      lineCounts: shareOut(size, kind, random),
    }));
  });
}

function buildingSizes(lines: number, random: Random): readonly number[] {
  const sizes: number[] = [];
  for (let rest = lines; rest > SMALLEST_BUILDING / 2; ) {
    const size = Math.min(LARGEST_BUILDING, SMALLEST_BUILDING + Math.round(random.exponential(17)));
    sizes.push(size);
    rest -= size;
  }
  return sizes;
}

/**
 * A commune too small for a cabinet gets one as often as keeps the total right; its people else hang on a
 * neighbour's.
 */
function streetSizes(lines: number, random: Random): readonly number[] {
  if (lines < SMALLEST_STREET) return random.chance(lines / SMALLEST_STREET) ? [SMALLEST_STREET] : [];
  const count = Math.max(1, Math.round(lines / MEAN_STREET_LINES));
  const weights = Array.from({ length: count }, () => Math.exp(0.35 * random.normal()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) =>
    Math.max(SMALLEST_STREET, Math.min(LARGEST_STREET, Math.round((lines * weight) / total))),
  );
}

/** Splits a PM's lines between operators: near their shares of the whole, never the same twice, some absent. */
function shareOut(lines: number, kind: PmPlan['kind'], random: Random): Readonly<Record<OperatorCode, number>> {
  const absence = kind === 'building' ? 0.2 : lines < 100 ? 0.05 : 0.01;
  const weights = demoRetailers.map(({ code, lineShare }) => {
    const isAbsent = random.chance(code === 'FTEL' ? absence / 4 : absence);
    return isAbsent ? 0 : lineShare * Math.exp(0.3 * random.normal());
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => (total === 0 ? 0 : Math.floor((lines * weight) / total)));
  const present = counts.map((count) => (count < LEAST_PRESENCE ? 0 : count));
  const largest = present.indexOf(Math.max(...present));
  const left = lines - present.reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(
    demoRetailers
      .map(({ code }, i): [OperatorCode, number] => [code, (present[i] ?? 0) + (i === largest ? left : 0)])
      .filter(([, count]) => count > 0),
  );
}
