import type { DepartmentCode } from '@shared/domain/codes';
import type { ExpressionSpecification, StyleSpecification } from 'maplibre-gl';
import { palettes, type Theme } from '../theme/tokens';
import type { BaseMap } from './base-map';

/** Départements drawn apart: `own`, the desk's area; `granted`, what a pre-authorisation covers. */
export interface Areas {
  readonly departments: readonly DepartmentCode[];
  readonly kind: 'own' | 'granted';
}

/** No département bears this code: a filter that holds none. */
const NONE = '-';

/** From which zoom a place is named, by its population: the larger first, the smallest when there is room. */
const namedAtZoom: ExpressionSpecification = [
  'step',
  ['zoom'],
  ['>=', ['get', 'population'], 150_000],
  6.5,
  ['>=', ['get', 'population'], 60_000],
  8,
  ['>=', ['get', 'population'], 15_000],
  9,
  ['>=', ['get', 'population'], 6_000],
  10,
  ['>=', ['get', 'population'], 2_500],
  11,
  true,
];

/** Without `glyphs`: MapLibre draws the letters with this machine's own fonts, accents too (the page stays offline). */
const FONT = ['Inter Variable', 'system-ui', 'sans-serif'];

/** The PMs are drawn below this layer: names stay readable on top of them. */
export const FIRST_LABEL = 'department-names';

/** The style of the ground. Pure: same palette, same areas, same style. */
export function baseStyle(ground: BaseMap, theme: Theme, areas: Areas): StyleSpecification {
  const colour = palettes[theme];
  const among: ExpressionSpecification = ['in', ['get', 'code'], ['literal', [...areas.departments, NONE]]];
  const isDepartment: ExpressionSpecification = ['==', ['get', 'kind'], 'department'];
  const granted = areas.kind === 'granted';
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: ground.areas, tolerance: 0.2 },
      departmentNames: { type: 'geojson', data: ground.departmentNames },
      places: { type: 'geojson', data: ground.places },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour.sea } },
      { id: 'land', type: 'fill', source: 'areas', paint: { 'fill-color': colour.land, 'fill-antialias': false } },
      {
        id: 'own',
        type: 'fill',
        source: 'areas',
        filter: ['all', isDepartment, among],
        // Without: a GPU program less to compile, and its border is drawn anyway.
        paint: { 'fill-color': granted ? colour.selected : colour['own-area'], 'fill-antialias': false },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'areas',
        paint: {
          'line-color': colour.line,
          'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.6, 10, 1.2],
        },
      },
      {
        id: 'own-border',
        type: 'line',
        source: 'areas',
        filter: ['all', isDepartment, among],
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': granted ? colour.accent : colour.edge,
          'line-width': granted ? 2 : 1.2,
        },
      },
      {
        id: FIRST_LABEL,
        type: 'symbol',
        source: 'departmentNames',
        minzoom: 5.5,
        maxzoom: 9.5,
        filter: ['!', among],
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': ['interpolate', ['linear'], ['zoom'], 5.5, 9, 9, 12],
          'text-letter-spacing': 0.2,
          'text-max-width': 7,
        },
        paint: { 'text-color': colour['text-3'], 'text-halo-color': colour.land, 'text-halo-width': 1 },
      },
      {
        id: 'places',
        type: 'symbol',
        source: 'places',
        minzoom: 5,
        filter: namedAtZoom,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': FONT,
          'text-size': ['interpolate', ['linear'], ['get', 'population'], 2_000, 11, 200_000, 14],
          'text-padding': 6,
          'text-anchor': 'bottom',
          'text-offset': [0, -0.5],
          'symbol-sort-key': ['-', ['get', 'population']],
        },
        paint: {
          'text-color': ['step', ['get', 'population'], colour['text-2'], 20_000, colour.text],
          'text-halo-color': colour['own-area'],
          'text-halo-width': 1.8,
        },
      },
    ],
  };
}
