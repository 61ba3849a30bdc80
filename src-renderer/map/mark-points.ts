import { severityCode, severityOfCode } from '../live/live';
import type { Cluster } from './declutter';
import type { Sprite } from './sprites';

/** Sizes of whole sprites in CSS pixels; a shape takes some two thirds of its sprite. */
const SHAPE_PX = 45;
const HALO_PX = 76;
const SELECTED_PX = 54;

/** One sprite at a place. */
export interface MarkPoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly sprite: Sprite;
  /** CSS pixels. */
  readonly size: number;
  readonly opacity: number;
}

/** Numbers that a shape holds: beyond 999 the exact figure is the queue's. */
export function countLabel(count: number): string {
  if (count < 1000) return String(count);
  return count < 100_000 ? `${Math.floor(count / 1000)}k` : '99k+';
}

/** Lines down; where none is left, how many outages wait to be confirmed, if several. */
function labelOf({ downCount, outageCount }: Cluster): string {
  if (downCount > 0) return countLabel(downCount);
  return outageCount > 1 ? countLabel(outageCount) : '';
}

function shapeOf(severity: number) {
  const name = severityOfCode[severity];
  return name === undefined || name === 'none' ? 'warning' : name;
}

/** Outage shapes with their counts, in drawing order; critical ones that nobody acknowledged glow. */
export function markPoints(clusters: readonly Cluster[]): MarkPoint[] {
  const glowing = clusters.filter((c) => c.severity === severityCode.critical && c.unacknowledged);
  return [
    ...glowing.map((c) => ({ ...placeOf(c), sprite: 'halo' as const, size: HALO_PX, opacity: 1 })),
    ...clusters.map((c) => ({
      ...placeOf(c),
      sprite: { shape: shapeOf(c.severity), label: labelOf(c) },
      size: SHAPE_PX,
      opacity: 1,
    })),
  ];
}

/** Glows that swell and fade; `phase` 0–1 of one pulse. */
export function pulsePoints(places: readonly (readonly [number, number])[], phase: number): MarkPoint[] {
  return places.map(([longitude, latitude]) => ({
    longitude,
    latitude,
    sprite: 'halo',
    size: HALO_PX * (1 + 1.4 * phase),
    opacity: 1 - phase,
  }));
}

/** The ring around the selected PM. */
export function selectedPoint([longitude, latitude]: readonly [number, number]): MarkPoint {
  return { longitude, latitude, sprite: 'selected', size: SELECTED_PX, opacity: 1 };
}

const placeOf = ({ longitude, latitude }: Cluster) => ({ longitude, latitude });
