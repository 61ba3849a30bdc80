import { type GeoJSONSourceSpecification, Map as MapLibre } from 'maplibre-gl';
import { loadBaseMap } from '../../src-renderer/map/base-map';
import { baseStyle } from '../../src-renderer/map/base-style';
import { finish, type MakeContender, nextFrame } from './contender';

const colours = ['#75828a', '#6cb6ff', '#f2d544', '#ff9d3c', '#ff5468'];

/** MapLibre's circle layer over a GeoJSON source, recoloured by feature state; the same ground below. */
export const makeCircles: MakeContender = async (stage, positions) => {
  const features = Array.from({ length: positions.length / 2 }, (_, id) => ({
    type: 'Feature' as const,
    id,
    properties: {},
    geometry: { type: 'Point' as const, coordinates: [positions[2 * id] ?? 0, positions[2 * id + 1] ?? 0] },
  }));
  const source: GeoJSONSourceSpecification = { type: 'geojson', data: { type: 'FeatureCollection', features } };
  const ground = await loadBaseMap();
  const style = baseStyle(ground, 'dark', { departments: ['33'], kind: 'own' });
  const map = new MapLibre({
    container: stage,
    style: {
      ...style,
      sources: { ...style.sources, pms: source },
      layers: [
        ...style.layers,
        {
          id: 'pms',
          type: 'circle',
          source: 'pms',
          paint: {
            'circle-radius': 2,
            'circle-color': [
              'match',
              ['feature-state', 'severity'],
              ...colours.flatMap((c, i) => [i, c]),
              colours[0],
            ] as never,
          },
        },
      ],
    },
    bounds: ground.departmentBounds.get('33') ?? [-1.3, 44.2, 0.3, 45.6],
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    fadeDuration: 0,
  });
  await new Promise<void>((resolve) => map.once('idle', () => resolve()));
  const drawn = async () => {
    await new Promise<void>((resolve) => map.once('render', () => resolve()));
    finish(stage);
  };
  return {
    pan: async (pixels) => {
      map.panBy([pixels, 0], { duration: 0 });
      await nextFrame();
      finish(stage);
    },
    pick: (x, y) => {
      map.queryRenderedFeatures(
        [
          [x - 9, y - 9],
          [x + 9, y + 9],
        ],
        { layers: ['pms'] },
      );
    },
    recolour: async (pms, severity) => {
      for (const id of pms) map.setFeatureState({ source: 'pms', id }, { severity });
      await drawn();
    },
    destroy: () => map.remove(),
  };
};
