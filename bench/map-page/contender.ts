/** One way to draw the same PMs; each is measured by the same hand, one after the other, in one page. */
export interface Contender {
  /** Moves the map by some pixels and resolves when that is drawn. */
  pan(pixels: number): Promise<void>;
  /** Finds the PM under a point of the map; synchronous, as under a moving pointer. */
  pick(x: number, y: number): void;
  /** Gives these PMs another state and resolves when that is drawn. */
  recolour(pms: readonly number[], severity: number): Promise<void>;
  destroy(): void;
}

export type MakeContender = (stage: HTMLElement, positions: Float64Array) => Promise<Contender>;

/** Waits until the GPU has really drawn: reading a pixel back can't happen before. */
export function finish(stage: HTMLElement): void {
  for (const canvas of stage.querySelectorAll('canvas')) {
    const gl = canvas.getContext('webgl2');
    if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    else canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
  }
}

export const nextFrame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()));

/** A pointer over the map, as the browser tells of it. */
export function pointAt(target: Element, x: number, y: number): void {
  const { left, top } = target.getBoundingClientRect();
  target.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, clientX: left + x, clientY: top + y }));
}
