import { type Works, worksPhase } from '@shared/domain/works';
import type { MapMarks } from '../live/live';
import { noMarks } from '../live/marks';
import type { Cluster } from './declutter';
import type { MarkPoint } from './mark-points';
import type { PmScene } from './pm-scene';

/** In `MapMarks.severity`: works under way stand before planned ones where they are drawn as one. */
const code = { planned: 1, 'under-way': 2 } as const;

/** The PMs with works that are planned or under way, one mark each. `now`: milliseconds by the hub's clock. */
export function worksMarks(works: readonly Works[], pms: Pick<PmScene, 'indexOf'>, now: number): MapMarks {
  const byPm = new Map<number, { severity: number; count: number }>();
  for (const one of works) {
    const phase = worksPhase(one, now);
    if (phase !== 'planned' && phase !== 'under-way') continue;
    for (const ref of one.pmRefs) {
      const pm = pms.indexOf(ref);
      if (pm === undefined) continue;
      const known = byPm.get(pm) ?? { severity: 0, count: 0 };
      byPm.set(pm, { severity: Math.max(known.severity, code[phase]), count: known.count + 1 });
    }
  }
  if (byPm.size === 0) return noMarks;
  const all = [...byPm];
  return {
    length: all.length,
    pm: Uint32Array.from(all, ([pm]) => pm),
    severity: Uint8Array.from(all, ([, { severity }]) => severity),
    downCount: new Uint32Array(all.length),
    outageCount: Uint32Array.from(all, ([, { count }]) => count),
    unacknowledged: new Uint8Array(all.length),
  };
}

/** A barrier below the PM: striped and filled while works are under way, open while they are planned. */
export function worksPoints(clusters: readonly Cluster[]): MarkPoint[] {
  return clusters.map(({ longitude, latitude, severity }) => ({
    longitude,
    latitude,
    sprite: severity === code['under-way'] ? 'works-under-way' : 'works-planned',
    size: WORKS_PX,
    opacity: 1,
  }));
}

/** The whole sprite; the barrier takes its lower part, so that an outage's shape above stays whole. */
const WORKS_PX = 52;
