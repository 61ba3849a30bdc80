import type { Layer } from '@deck.gl/core';
import { IconLayer, TextLayer } from '@deck.gl/layers';
import { severityCode, severityOfCode } from '../live/live';
import { glPalette, type Theme } from '../theme/tokens';
import type { Cluster } from './declutter';
import type { Sprites } from './sprites';

const SHAPE_PX = 34;
const HALO_PX = 76;
const SELECTED_PX = 48;
const FONT = 'Inter Variable, system-ui, sans-serif';

/** Numbers that a shape holds: beyond 999 the exact figure is the queue's. */
export function countLabel(count: number): string {
  if (count < 1000) return String(count);
  return count < 100_000 ? `${Math.floor(count / 1000)}k` : '99k+';
}

const isFilled = ({ severity }: Cluster): boolean => severity >= severityCode.major;
const at = ({ longitude, latitude }: Cluster): [number, number] => [longitude, latitude];

/** Lines down; where none is left, how many outages wait to be confirmed, if several. */
function labelOf({ downCount, outageCount }: Cluster): string {
  if (downCount > 0) return countLabel(downCount);
  return outageCount > 1 ? countLabel(outageCount) : '';
}

export interface MarkLook {
  readonly theme: Theme;
  readonly sprites: Sprites;
}

/** Outage shapes with their counts; not acknowledged critical ones glow. */
export function markLayers(clusters: readonly Cluster[], { theme, sprites }: MarkLook): Layer[] {
  const colour = glPalette(theme);
  const icons = { iconAtlas: sprites.atlas as never, iconMapping: sprites.mapping };
  const still = { pickable: false, parameters: { depthCompare: 'always', depthWriteEnabled: false } } as const;
  const labelled = clusters.filter((cluster) => labelOf(cluster) !== '');
  const text = {
    ...still,
    characterSet: '0123456789k+',
    fontFamily: FONT,
    fontWeight: 700,
    fontSettings: { fontSize: 48, buffer: 4 },
    getPosition: at,
    getText: labelOf,
  } as const;
  return [
    new IconLayer<Cluster>({
      ...icons,
      ...still,
      id: 'mark-halos',
      data: clusters.filter((c) => c.severity === severityCode.critical && c.unacknowledged),
      getPosition: at,
      getIcon: () => 'halo',
      getSize: HALO_PX,
    }),
    new IconLayer<Cluster>({
      ...icons,
      ...still,
      id: 'mark-shapes',
      data: clusters as Cluster[],
      getPosition: at,
      getIcon: ({ severity }) => severityOfCode[severity] ?? 'warning',
      getSize: SHAPE_PX,
    }),
    new TextLayer<Cluster>({
      ...text,
      id: 'mark-counts',
      data: labelled.filter(isFilled),
      getSize: (c) => (labelOf(c).length > 2 ? 9.5 : 12),
      getColor: [...colour['on-severity']],
      getPixelOffset: ({ severity }) => (severity === severityCode.major ? [0, 3] : [0, 0]),
    }),
    new TextLayer<Cluster>({
      ...text,
      id: 'mark-chips',
      data: labelled.filter((c) => !isFilled(c)),
      getSize: 11,
      getColor: [...colour.text],
      background: true,
      getBackgroundColor: [...colour.raised],
      backgroundPadding: [3, 1],
      backgroundBorderRadius: 3,
      getPixelOffset: [16, -11],
    }),
  ];
}

/** The selected PM's ring. */
export function selectionLayer(place: [number, number] | null, { sprites }: MarkLook): Layer {
  return new IconLayer<[number, number]>({
    id: 'selected',
    data: place ? [place] : [],
    iconAtlas: sprites.atlas as never,
    iconMapping: sprites.mapping,
    getPosition: (p) => p,
    getIcon: () => 'selected',
    getSize: SELECTED_PX,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  });
}

/** Halos that swell once a second while an alert is new; `phase` 0–1 of one pulse. */
export function pulseLayer(places: readonly [number, number][], phase: number, { sprites }: MarkLook): Layer {
  return new IconLayer<[number, number]>({
    id: 'pulse',
    data: places as [number, number][],
    iconAtlas: sprites.atlas as never,
    iconMapping: sprites.mapping,
    getPosition: (p) => p,
    getIcon: () => 'halo',
    getSize: HALO_PX,
    sizeScale: 1 + 1.4 * phase,
    opacity: 1 - phase,
    parameters: { depthCompare: 'always', depthWriteEnabled: false },
  });
}
