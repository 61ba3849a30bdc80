import { type Commune, isInside, type Places } from './places';
import type { Random } from './random';

const KM_PER_DEGREE = 111.2;
const ATTEMPTS = 40;

/** How far PMs spread around the centre of a commune, in km: a hamlet's few hundred metres, a city's few km. */
function spreadKm(commune: Commune): number {
  return Math.min(2.6, Math.max(0.45, 0.5 * (commune.population / 1000) ** 0.3));
}

/**
 * Gives PMs places around their commune's centre: denser towards it, inside the département, and not in what is rather
 * a neighbour's ground (communes' limits are not to be had; the nearer centre, weighed by spread, decides).
 */
export function createScatter(places: Places): (commune: Commune, random: Random) => readonly [number, number] {
  const [first] = places.communes;
  const shrink = Math.cos(((first?.latitude ?? 45) * Math.PI) / 180);
  const kmBetween = (a: Commune, longitude: number, latitude: number): number =>
    Math.hypot((a.longitude - longitude) * shrink, a.latitude - latitude) * KM_PER_DEGREE;
  const neighbours = new Map<Commune, readonly Commune[]>();
  const neighboursOf = (commune: Commune): readonly Commune[] => {
    const known = neighbours.get(commune);
    if (known !== undefined) return known;
    const near = places.communes.filter(
      (other) => other !== commune && kmBetween(other, commune.longitude, commune.latitude) < 12,
    );
    neighbours.set(commune, near);
    return near;
  };
  const belongsTo = (commune: Commune, longitude: number, latitude: number): boolean => {
    const own = kmBetween(commune, longitude, latitude) / spreadKm(commune);
    return neighboursOf(commune).every((other) => kmBetween(other, longitude, latitude) / spreadKm(other) >= own);
  };
  return (commune, random) => {
    const spread = spreadKm(commune) / KM_PER_DEGREE;
    let inside: readonly [number, number] | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const longitude = degrees(commune.longitude + (random.normal() * spread) / shrink);
      const latitude = degrees(commune.latitude + random.normal() * spread);
      if (!isInside(places.outline, longitude, latitude)) continue;
      inside = [longitude, latitude];
      if (belongsTo(commune, longitude, latitude)) return inside;
    }
    return inside ?? [commune.longitude, commune.latitude];
  };
}

const degrees = (value: number): number => Math.round(value * 1e6) / 1e6;
