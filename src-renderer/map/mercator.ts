/** Web Mercator on a square of side 1, x to the east, y to the south; the world is `512 · 2^zoom` pixels wide. */
export function worldX(longitude: number): number {
  return (longitude + 180) / 360;
}

export function worldY(latitude: number): number {
  const sin = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export const worldSize = (zoom: number): number => 512 * 2 ** zoom;

/** Pixels that `metres` take at a latitude and zoom. */
export function pixelsOf(metres: number, latitude: number, zoom: number): number {
  return (metres * worldSize(zoom)) / (40_075_017 * Math.cos((latitude * Math.PI) / 180));
}
