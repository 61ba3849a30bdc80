import { handPlaced } from './hand-placed.mjs';

/** Very dense zone (regulator's zone 1) in Gironde; roughly, for the demonstration. */
const veryDense = new Set(['33063']);
/** Zone 2, private initiative: Bordeaux Métropole, COBAS (SIREN of the intercommunality), and Libourne itself. */
const privateInitiative = new Set(['243300316', '243300563']);
const privateCommunes = new Set(['33243']);

/** Communes of Gironde lie about 4.4 km apart; nearer than this to another one looks wrong. */
const LEAST_SPACING_KM = 2.4;
const SEARCH_RADIUS_KM = 24;
const KM_PER_DEGREE = 111.2;

/**
 * Every commune of a département with its population, zone and position. Positions: GeoNames where it knows the
 * commune (`exact`), else an estimate (`estimated`) near the communes that share its postal code. Deterministic.
 */
export function communesOf(department, { cities, communes, intercommunalities }, isInside) {
  const own = communes.filter((commune) => commune.departement === department);
  const positions = new Map();
  for (const commune of own) {
    const exact = cities.filter((city) => city.muniSub === commune.code).sort((a, b) => b.population - a.population)[0];
    if (exact !== undefined) positions.set(commune.code, { at: exact.loc.coordinates, position: 'exact' });
  }
  const remaining = own.filter(({ code }) => !positions.has(code));
  for (const { code, nom } of remaining) {
    const at = handPlaced[nom];
    if (at !== undefined) positions.set(code, { at, position: 'estimated' });
  }
  const anchors = new Map(positions);
  const membership = membershipOf(intercommunalities);
  const largestFirst = remaining
    .filter(({ code }) => !positions.has(code))
    .sort((a, b) => b.population - a.population || a.code.localeCompare(b.code));
  for (const commune of largestFirst) {
    const anchor = anchorOf(commune, own, anchors, membership);
    positions.set(commune.code, { at: freeSpotNear(anchor, positions, isInside), position: 'estimated' });
  }
  return own
    .map((commune) => {
      const { at, position } = positions.get(commune.code);
      return {
        inseeCode: commune.code,
        name: commune.nom,
        postalCode: commune.codesPostaux[0],
        population: commune.population,
        longitude: Number(at[0].toFixed(5)),
        latitude: Number(at[1].toFixed(5)),
        position,
        zone: zoneOf(commune.code, membership),
      };
    })
    .sort((a, b) => a.inseeCode.localeCompare(b.inseeCode));
}

function membershipOf(intercommunalities) {
  return new Map(intercommunalities.flatMap(({ code, membres }) => membres.map((member) => [member.code, code])));
}

function zoneOf(code, membership) {
  if (veryDense.has(code)) return 1;
  return privateInitiative.has(membership.get(code)) || privateCommunes.has(code) ? 2 : 3;
}

/** Middle of the known communes with the same postal code, else intercommunality, else arrondissement. */
function anchorOf(commune, own, anchors, membership) {
  const nearer = [
    (other) => other.codesPostaux.some((code) => commune.codesPostaux.includes(code)),
    (other) => membership.get(other.code) === membership.get(commune.code),
    (other) => other.arrondissement === commune.arrondissement,
  ];
  for (const isNear of nearer) {
    const spots = own
      .filter((other) => anchors.has(other.code) && isNear(other))
      .map(({ code }) => anchors.get(code).at);
    if (spots.length > 0) return [mean(spots.map(([x]) => x)), mean(spots.map(([, y]) => y))];
  }
  throw new Error(`nothing known near ${commune.nom}`);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Walks a sunflower spiral outwards from the anchor to the first point inside the département that keeps its distance
 * from all communes placed so far; shrinks the distance when the whole radius is full.
 */
function freeSpotNear([longitude, latitude], positions, isInside) {
  const shrink = Math.cos((latitude * Math.PI) / 180);
  const taken = [...positions.values()].map(({ at }) => at);
  for (let spacing = LEAST_SPACING_KM; spacing > 0.3; spacing *= 0.85) {
    for (let i = 1; i <= 900; i++) {
      const radius = (SEARCH_RADIUS_KM * Math.sqrt(i / 900)) / KM_PER_DEGREE;
      const angle = i * 2.399963;
      const spot = [longitude + (radius * Math.cos(angle)) / shrink, latitude + radius * Math.sin(angle)];
      const isFree = taken.every(
        ([x, y]) => Math.hypot((x - spot[0]) * shrink, y - spot[1]) * KM_PER_DEGREE >= spacing,
      );
      if (isFree && isInside(spot[0], spot[1])) return spot;
    }
  }
  throw new Error('the département is full');
}
