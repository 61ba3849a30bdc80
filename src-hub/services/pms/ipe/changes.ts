import { IPE_LISTED, type IpePreview } from '@shared/contract/ipe';
import type { PlacedPm } from './placed';

/** A PM of its operator as it is known before an import. */
export interface KnownPm {
  readonly pmRef: string;
  readonly inseeCode: string;
  readonly commune: string;
  readonly longitude: number;
  readonly latitude: number;
}

type Changes = Pick<IpePreview, 'added' | 'moved' | 'renamed' | 'extent'> & {
  readonly counts: Pick<IpePreview['counts'], 'added' | 'moved' | 'renamed' | 'unchanged' | 'approximate'>;
};

/** Nearer than this a PM did not move: coordinates are kept to six decimals, and files to centimetres. */
const SAME_PLACE_M = 1;
const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** What keeping these PMs changes. One that moved and was renamed is told as moved. */
export function changesOf(known: ReadonlyMap<string, KnownPm>, pms: readonly PlacedPm[]): Changes {
  const added: Changes['added'] = [];
  const moved: Changes['moved'] = [];
  const renamed: Changes['renamed'] = [];
  let unchanged = 0;
  for (const { pmRef, commune, department, inseeCode, place, accuracy } of pms) {
    const before = known.get(pmRef);
    if (before === undefined) {
      added.push({ pmRef, commune, department, accuracy });
      continue;
    }
    const metres = metresBetween(before, place);
    if (metres >= SAME_PLACE_M) moved.push({ pmRef, commune, metres: Math.round(metres * 10) / 10 });
    else if (before.commune !== commune || before.inseeCode !== inseeCode)
      renamed.push({ pmRef, commune, before: before.commune });
    else unchanged += 1;
  }
  moved.sort((a, b) => b.metres - a.metres);
  return {
    counts: {
      added: added.length,
      moved: moved.length,
      renamed: renamed.length,
      unchanged,
      approximate: pms.filter(({ accuracy }) => accuracy === 'commune').length,
    },
    added: added.slice(0, IPE_LISTED),
    moved: moved.slice(0, IPE_LISTED),
    renamed: renamed.slice(0, IPE_LISTED),
    extent: extentOf(pms),
  };
}

function extentOf(pms: readonly PlacedPm[]): IpePreview['extent'] {
  const [first, ...rest] = pms;
  if (first === undefined) return null;
  const start = {
    west: first.place.longitude,
    east: first.place.longitude,
    south: first.place.latitude,
    north: first.place.latitude,
  };
  return rest.reduce(
    ({ west, south, east, north }, { place: { longitude, latitude } }) => ({
      west: Math.min(west, longitude),
      south: Math.min(south, latitude),
      east: Math.max(east, longitude),
      north: Math.max(north, latitude),
    }),
    start,
  );
}

interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

/** Over the sphere. */
export function metresBetween(a: Point, b: Point): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const h =
    half(b.latitude - a.latitude) +
    Math.cos(a.latitude * RADIANS) * Math.cos(b.latitude * RADIANS) * half(b.longitude - a.longitude);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
