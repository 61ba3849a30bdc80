import type { Severity } from '@shared/domain/outage';
import { palettes, type Theme } from '../theme/tokens';

/** Side of a sprite in the sheet, in texture pixels: more than it is drawn at, for dense screens. */
const CELL = 128;
/** Cells in a row and rows in the sheet. */
export const SHEET_SIDE = 12;

type Shape = Exclude<Severity, 'none'>;
type Pen = CanvasRenderingContext2D;
type Palette = (typeof palettes)[Theme];

/** What can be drawn: a severity's shape with a label (may be empty), the glow behind it, the ring around it. */
export type Sprite = { readonly shape: Shape; readonly label: string } | 'halo' | 'selected';

function polygon(pen: Pen, points: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.closePath();
}

/** A rim in the colour of the ground keeps shapes apart where they touch. */
function outlined(pen: Pen, fill: string, rim: string): void {
  pen.lineJoin = 'round';
  pen.lineWidth = 12;
  pen.strokeStyle = rim;
  pen.stroke();
  pen.fillStyle = fill;
  pen.fill();
}

/** Every shape differs by outline, so that none needs its colour to be told apart (look.md). Origin: the middle. */
const shapes: Readonly<Record<Shape, (pen: Pen, colour: Palette) => void>> = {
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
};

/** Inside a filled shape; on a chip beside an open one, whose own mark must stay visible. */
function writeLabel(pen: Pen, shape: Shape, label: string, colour: Palette): void {
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  if (shape === 'critical' || shape === 'major') {
    pen.font = `700 ${label.length > 2 ? 26 : 34}px "Inter Variable", system-ui, sans-serif`;
    pen.fillStyle = colour['on-severity'];
    pen.fillText(label, 0, shape === 'major' ? 10 : 2);
    return;
  }
  pen.font = '700 30px "Inter Variable", system-ui, sans-serif';
  const width = pen.measureText(label).width + 12;
  pen.beginPath();
  pen.roundRect(CELL / 2 - width, -CELL / 2, width, 38, 8);
  pen.fillStyle = colour.raised;
  pen.fill();
  pen.fillStyle = colour.text;
  pen.fillText(label, CELL / 2 - width / 2, -CELL / 2 + 20);
}

function drawHalo(pen: Pen, colour: Palette): void {
  const glow = pen.createRadialGradient(0, 0, 6, 0, 0, CELL / 2);
  glow.addColorStop(0, `${colour.critical}88`);
  glow.addColorStop(0.55, `${colour.critical}40`);
  glow.addColorStop(1, `${colour.critical}00`);
  pen.fillStyle = glow;
  pen.fillRect(-CELL / 2, -CELL / 2, CELL, CELL);
}

function drawSelected(pen: Pen, colour: Palette): void {
  pen.beginPath();
  pen.arc(0, 0, 56, 0, 2 * Math.PI);
  pen.lineWidth = 10;
  pen.strokeStyle = colour.land;
  pen.stroke();
  pen.lineWidth = 5;
  pen.strokeStyle = colour.text;
  pen.stroke();
}

/**
 * The sprites of one theme, drawn on a canvas when first asked for: no image is loaded, so the content security policy
 * needs no exception, and counts are sharp.
 */
export class SpriteSheet {
  readonly size = CELL * SHEET_SIDE;
  /** Grows when a sprite was added: the texture is to be uploaded again. */
  revision = 0;
  readonly #cells = new Map<string, number>();
  readonly #pen: Pen | null;
  readonly #colour: Palette;

  constructor(theme: Theme) {
    const canvas = document.createElement('canvas');
    canvas.width = this.size;
    canvas.height = this.size;
    this.#pen = canvas.getContext('2d', { willReadFrequently: true });
    this.#colour = palettes[theme];
  }

  /** No room for `count` more sprites: take another sheet. */
  isFullFor(count: number): boolean {
    return this.#cells.size + count > SHEET_SIDE * SHEET_SIDE;
  }

  /** Column and row of a sprite in the sheet. */
  cellOf(sprite: Sprite): readonly [column: number, row: number] {
    const key = typeof sprite === 'string' ? sprite : `${sprite.shape} ${sprite.label}`;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = this.#cells.size;
      this.#cells.set(key, cell);
      this.#draw(sprite, cell);
    }
    return [cell % SHEET_SIDE, Math.floor(cell / SHEET_SIDE)];
  }

  /** The pixels, RGBA, rows from the top. */
  pixels(): Uint8ClampedArray {
    return this.#pen?.getImageData(0, 0, this.size, this.size).data ?? new Uint8ClampedArray(this.size * this.size * 4);
  }

  #draw(sprite: Sprite, cell: number): void {
    this.revision++;
    const pen = this.#pen;
    if (!pen) return;
    const [column, row] = [cell % SHEET_SIDE, Math.floor(cell / SHEET_SIDE)];
    pen.setTransform(1, 0, 0, 1, CELL * (column + 0.5), CELL * (row + 0.5));
    if (sprite === 'halo') drawHalo(pen, this.#colour);
    else if (sprite === 'selected') drawSelected(pen, this.#colour);
    else {
      shapes[sprite.shape](pen, this.#colour);
      if (sprite.label !== '') writeLabel(pen, sprite.shape, sprite.label, this.#colour);
    }
  }
}
