/// <reference types="vite/client" />
import { makeCircles } from './circles';
import type { MakeContender } from './contender';
import { nextFrame } from './contender';
import { makeLeaflet } from './leaflet';
import { makeOurs } from './ours';

export interface Figures {
  readonly readyMs: number;
  readonly frameMs: number;
  readonly pickMs: number;
  readonly recolour1Ms: number;
  readonly recolour1000Ms: number;
  /** Bytes handed to WebGL vertex and uniform buffers while one PM changed; null: no WebGL. */
  readonly bytesForOne: number | null;
}

const contenders: Readonly<Record<'ours' | 'circles' | 'leaflet', MakeContender>> = {
  ours: makeOurs,
  circles: makeCircles,
  leaflet: makeLeaflet,
};

/** The same pseudo-random places each time: dense in the middle, thin at the edges, as PMs are. */
function places(count: number): Float64Array {
  let seed = 42;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const bell = () => (random() + random() + random() + random() - 2) / 2;
  return Float64Array.from({ length: count * 2 }, (_, i) =>
    i % 2 === 0 ? -0.55 + 0.7 * bell() : 44.85 + 0.6 * bell(),
  );
}

/** Leaflet answers a pointer at most every 32 ms: each round waits for longer, so that it does the work. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 50));

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

async function time(rounds: number, run: (round: number) => unknown): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await pause();
    await nextFrame();
    const started = performance.now();
    await run(round);
    took.push(performance.now() - started);
  }
  return median(took);
}

/** Counts what is uploaded to buffers while `run` runs. */
async function uploaded(run: () => Promise<void>): Promise<number> {
  const gl = WebGL2RenderingContext.prototype;
  const { bufferData, bufferSubData } = gl;
  let bytes = 0;
  const sizeOf = (data: unknown, length?: unknown) =>
    typeof length === 'number' && length > 0 ? length : ArrayBuffer.isView(data) ? data.byteLength : 0;
  gl.bufferData = function (this: WebGL2RenderingContext, ...args: unknown[]) {
    bytes += sizeOf(args[1], args[4]);
    return (bufferData as (...args: unknown[]) => void).apply(this, args);
  } as typeof bufferData;
  gl.bufferSubData = function (this: WebGL2RenderingContext, ...args: unknown[]) {
    bytes += sizeOf(args[2], args[4]);
    return (bufferSubData as (...args: unknown[]) => void).apply(this, args);
  } as typeof bufferSubData;
  try {
    await run();
  } finally {
    Object.assign(gl, { bufferData, bufferSubData });
  }
  return bytes;
}

/** Measures one contender with `count` PMs; called from bench/map.ts. */
async function measure(name: keyof typeof contenders, count: number, rounds: number): Promise<Figures> {
  const stage = document.createElement('div');
  stage.style.cssText = 'width: 1200px; height: 800px';
  document.getElementById('stage')?.replaceChildren(stage);
  const started = performance.now();
  const contender = await contenders[name](stage, places(count));
  const readyMs = performance.now() - started;
  const some = Array.from({ length: 1_000 }, (_, i) => Math.floor((i * count) / 1_000));
  const severity = (round: number) => 1 + (round % 4);
  await contender.pan(3);
  await contender.recolour([0], 1);
  const figures: Figures = {
    readyMs,
    frameMs: await time(rounds, (round) => contender.pan(round % 2 ? 3 : -3)),
    pickMs: await time(rounds, async (round) => contender.pick(600 + 7 * round, 400)),
    recolour1Ms: await time(rounds, (round) => contender.recolour([round], severity(round))),
    recolour1000Ms: await time(rounds, (round) => contender.recolour(some, severity(round))),
    bytesForOne: name === 'leaflet' ? null : await uploaded(() => contender.recolour([5], 4)),
  };
  contender.destroy();
  return figures;
}

export type Measure = typeof measure;
Object.assign(window, { measure });
