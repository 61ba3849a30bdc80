import type { MapMarks } from '../live/live';
import { worldSize, worldX, worldY } from './mercator';

/** Marks closer than this on screen are drawn as one, in pixels: the width of a shape, so that none hides another. */
export const MARK_SPACING_PX = 30;

/** One shape on the map: the outages of one PM, or of several that would cover each other. */
export interface Cluster {
  /** The PM it stands at: that of its worst outage. */
  readonly pm: number;
  readonly pms: readonly number[];
  readonly longitude: number;
  readonly latitude: number;
  /** Worst severity's code. */
  readonly severity: number;
  readonly downCount: number;
  readonly outageCount: number;
  readonly unacknowledged: boolean;
}

/**
 * Puts marks that would overlap at a zoom together: the worst one stays where it is and takes its neighbours in, their
 * lines added to its count, so that nothing is hidden and nothing critical moves. Worst last, to be drawn on top.
 */
export function declutter(marks: MapMarks, positions: Float64Array, zoom: number): Cluster[] {
  const size = worldSize(zoom) / MARK_SPACING_PX;
  const order = Array.from({ length: marks.length }, (_, i) => i).sort(
    (a, b) =>
      (marks.severity[b] ?? 0) - (marks.severity[a] ?? 0) ||
      (marks.unacknowledged[b] ?? 0) - (marks.unacknowledged[a] ?? 0) ||
      (marks.downCount[b] ?? 0) - (marks.downCount[a] ?? 0) ||
      (marks.pm[a] ?? 0) - (marks.pm[b] ?? 0),
  );
  const clusters: { x: number; y: number; marks: number[] }[] = [];
  const cells = new Map<string, typeof clusters>();
  const near = (x: number, y: number) => {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const cluster of cells.get(`${Math.floor(x) + dx}:${Math.floor(y) + dy}`) ?? [])
          if (Math.hypot(cluster.x - x, cluster.y - y) < 1) return cluster;
    return null;
  };
  for (const i of order) {
    const pm = marks.pm[i] ?? 0;
    const x = worldX(positions[2 * pm] ?? 0) * size;
    const y = worldY(positions[2 * pm + 1] ?? 0) * size;
    const host = near(x, y);
    if (host) {
      host.marks.push(i);
      continue;
    }
    const cluster = { x, y, marks: [i] };
    clusters.push(cluster);
    const key = `${Math.floor(x)}:${Math.floor(y)}`;
    cells.set(key, [...(cells.get(key) ?? []), cluster]);
  }
  return clusters.map(({ marks: members }) => clusterOf(marks, positions, members)).reverse();
}

function clusterOf(marks: MapMarks, positions: Float64Array, members: readonly number[]): Cluster {
  const [head = 0] = members;
  const pm = marks.pm[head] ?? 0;
  const sum = (column: Uint32Array) => members.reduce((total, i) => total + (column[i] ?? 0), 0);
  return {
    pm,
    pms: members.map((i) => marks.pm[i] ?? 0),
    longitude: positions[2 * pm] ?? 0,
    latitude: positions[2 * pm + 1] ?? 0,
    severity: marks.severity[head] ?? 0,
    downCount: sum(marks.downCount),
    outageCount: sum(marks.outageCount),
    unacknowledged: members.some((i) => marks.unacknowledged[i] === 1),
  };
}
