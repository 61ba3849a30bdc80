import { type MapColumns, STATE_BYTES } from '../../src-renderer/live/live';
import { loadBaseMap } from '../../src-renderer/map/base-map';
import { DeskMap } from '../../src-renderer/map/desk-map';
import { finish, type MakeContender, nextFrame, pointAt } from './contender';

/** Resolves when all PMs were drawn again: deck.gl takes new properties a frame late, and MapLibre draws one later. */
function nextPoints(count: number): Promise<void> {
  const gl = WebGL2RenderingContext.prototype;
  const { drawArrays } = gl;
  return new Promise((resolve) => {
    gl.drawArrays = function (this: WebGL2RenderingContext, mode, first, drawn) {
      drawArrays.call(this, mode, first, drawn);
      if (mode !== this.POINTS || drawn !== count) return;
      gl.drawArrays = drawArrays;
      resolve();
    };
  });
}

/** The console's own map, through its public setters. */
export const makeOurs: MakeContender = async (stage, positions) => {
  const length = positions.length / 2;
  const columns: MapColumns = {
    length,
    pmRefs: Array.from({ length }, (_, i) => `PM-${i}`),
    positions,
    lineCounts: new Uint32Array(length),
    infraOperator: new Uint16Array(length),
    infraOperators: ['FTEL'],
    commune: new Uint32Array(length),
    communes: [{ name: 'Bordeaux', department: '33' }],
    approximate: new Uint8Array(length),
    states: new Uint8Array(length * STATE_BYTES),
  };
  const ground = await loadBaseMap();
  let map: DeskMap | null = null;
  await new Promise<void>((drawn) => {
    map = new DeskMap(
      stage,
      { ground, theme: 'dark', areas: { departments: ['33'], kind: 'own' }, reducedMotion: true, label: 'Bench' },
      { hover: () => undefined, click: () => undefined, lost: () => undefined, drawn },
    );
    map.setColumns(columns);
  });
  const made = map as unknown as DeskMap;
  let ringed = 0;
  return {
    pan: async (pixels) => {
      made.panBy(pixels, 0);
      await nextFrame();
      finish(stage);
    },
    pick: (x, y) => pointAt(stage.querySelector('.maplibregl-canvas') ?? stage, x, y),
    recolour: async (pms, severity) => {
      for (const pm of pms) columns.states[pm * STATE_BYTES] = severity;
      made.patchStates(pms.map((first) => ({ first, count: 1 })));
      // A selection is drawn at the next frame, and takes waiting states with it.
      ringed += 1;
      const drawn = nextPoints(length);
      made.select(`PM-${ringed}`);
      await drawn;
      finish(stage);
    },
    destroy: () => made.destroy(),
  };
};
