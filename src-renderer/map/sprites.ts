import type { Severity } from '@shared/domain/outage';
import { palettes, type Theme } from '../theme/tokens';

export type SpriteName = Exclude<Severity, 'none'> | 'halo' | 'selected';
const names: readonly SpriteName[] = ['critical', 'major', 'minor', 'warning', 'halo', 'selected'];

/** Side of a sprite in the atlas, in texture pixels: twice the largest size drawn, for dense screens. */
const CELL = 96;

export interface Sprites {
  /** Drawn here from the theme's colours: the content security policy needs no `data:` image. */
  readonly atlas: HTMLCanvasElement;
  readonly mapping: Readonly<Record<string, { x: number; y: number; width: number; height: number; mask: boolean }>>;
}

type Pen = CanvasRenderingContext2D;

function polygon(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.closePath();
}

/** Every shape differs by outline, so that none needs its colour to be told apart (look.md). Origin: the middle. */
const drawings: Readonly<Record<SpriteName, (pen: Pen, colour: (typeof palettes)[Theme]) => void>> = {
  critical: (pen, colour) => {
    polygon(pen, [
      [0, -40],
      [40, 0],
      [0, 40],
      [-40, 0],
    ]);
    outlined(pen, colour.critical, colour.land);
  },
  major: (pen, colour) => {
    polygon(pen, [
      [0, -38],
      [40, 32],
      [-40, 32],
    ]);
    outlined(pen, colour.major, colour.land);
  },
  minor: (pen, colour) => {
    pen.beginPath();
    pen.arc(0, 0, 30, 0, 2 * Math.PI);
    outlined(pen, colour.land, colour.land);
    pen.lineWidth = 9;
    pen.strokeStyle = colour.minor;
    pen.stroke();
    pen.fillStyle = colour.minor;
    pen.fillRect(-15, -5, 30, 10);
  },
  warning: (pen, colour) => {
    pen.beginPath();
    pen.roundRect(-28, -28, 56, 56, 8);
    outlined(pen, colour.land, colour.land);
    pen.lineWidth = 8;
    pen.strokeStyle = colour.warning;
    pen.stroke();
    pen.beginPath();
    pen.moveTo(-14, 0);
    pen.lineTo(-4, 11);
    pen.lineTo(15, -12);
    pen.stroke();
  },
  halo: (pen, colour) => {
    const glow = pen.createRadialGradient(0, 0, 6, 0, 0, CELL / 2);
    glow.addColorStop(0, `${colour.critical}a0`);
    glow.addColorStop(0.55, `${colour.critical}50`);
    glow.addColorStop(1, `${colour.critical}00`);
    pen.fillStyle = glow;
    pen.fillRect(-CELL / 2, -CELL / 2, CELL, CELL);
  },
  selected: (pen, colour) => {
    pen.beginPath();
    pen.arc(0, 0, 42, 0, 2 * Math.PI);
    pen.lineWidth = 8;
    pen.strokeStyle = colour.land;
    pen.stroke();
    pen.lineWidth = 4;
    pen.strokeStyle = colour.text;
    pen.stroke();
  },
};

/** A rim in the colour of the ground keeps shapes apart where they touch. */
function outlined(pen: Pen, fill: string, rim: string): void {
  pen.lineJoin = 'round';
  pen.lineWidth = 12;
  pen.strokeStyle = rim;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

/** The shapes of one theme, side by side. */
export function drawSprites(theme: Theme): Sprites {
  const atlas = document.createElement('canvas');
  atlas.width = CELL * names.length;
  atlas.height = CELL;
  const pen = atlas.getContext('2d', { willReadFrequently: true });
  names.forEach((name, i) => {
    if (!pen) return;
    pen.setTransform(1, 0, 0, 1, CELL * (i + 0.5), CELL / 2);
    drawings[name](pen, palettes[theme]);
  });
  const mapping = Object.fromEntries(
    names.map((name, i) => [name, { x: CELL * i, y: 0, width: CELL, height: CELL, mask: false }]),
  );
  return { atlas, mapping };
}
