import L from 'leaflet';
import { finish, type MakeContender, nextFrame, pointAt } from './contender';
import 'leaflet/dist/leaflet.css';

const colours = ['#75828a', '#6cb6ff', '#f2d544', '#ff9d3c', '#ff5468'];

/** Leaflet's canvas renderer with a circle marker a PM; without any ground below, which spares it some work. */
export const makeLeaflet: MakeContender = async (stage, positions) => {
  const renderer = L.canvas({ padding: 0 });
  const map = L.map(stage, {
    renderer,
    attributionControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    zoomSnap: 0,
  });
  map.fitBounds([
    [44.19, -1.27],
    [45.58, 0.32],
  ]);
  const markers = Array.from({ length: positions.length / 2 }, (_, i) =>
    L.circleMarker([positions[2 * i + 1] ?? 0, positions[2 * i] ?? 0], {
      radius: 2,
      stroke: false,
      fillOpacity: 1,
      fillColor: colours[0] ?? '',
    }).addTo(map),
  );
  await nextFrame();
  await nextFrame();
  const canvas = stage.querySelector('canvas') ?? stage;
  return {
    pan: async (pixels) => {
      map.panBy([pixels, 0], { animate: false });
      // What a drag does at its end: the canvas is drawn anew around the new middle.
      map.fire('moveend');
      await nextFrame();
      finish(stage);
    },
    pick: (x, y) => pointAt(canvas, x, y),
    recolour: async (pms, severity) => {
      for (const pm of pms) markers[pm]?.setStyle({ fillColor: colours[severity] ?? '' });
      await nextFrame();
      await nextFrame();
      finish(stage);
    },
    destroy: () => map.remove(),
  };
};
