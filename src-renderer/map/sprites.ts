import type { Severity } from '@shared/domain/outage';
import { palettes, type Theme } from '../theme/tokens';

/** Side of a sprite in the sheet, in texture pixels: more than it is drawn at, for dense screens. */
export const CELL = 128;
/** Cells in a row and rows in the sheet. */
export const SHEET_SIDE = 12;

type Shape = Exclude<Severity, 'none'>;
type Pen = CanvasRenderingContext2D;
type Palette = (typeof palettes)[Theme];

/** What can be drawn: a severity's shape with a label (may be empty), the glow behind it, the ring around it, works. */
export type Sprite =
  | { readonly shape: Shape; readonly label: string }
  | 'halo'
  | 'selected'
  | 'works-under-way'
  | 'works-planned';

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

/** A road barrier below the middle. Under way: filled, with stripes; planned: its outline alone. */
function drawWorks(pen: Pen, underWay: boolean, colour: Palette): void {
  pen.beginPath();
  pen.rect(-22, 46, 6, 16);
  pen.rect(16, 46, 6, 16);
  pen.roundRect(-32, 30, 64, 20, 4);
  pen.lineJoin = 'round';
  pen.lineWidth = 10;
  pen.strokeStyle = colour.land;
  pen.stroke();
  pen.fillStyle = colour.works;
  pen.fill();
  pen.fillStyle = colour.land;
  if (!underWay) pen.fillRect(-27, 35, 54, 10);
  else {
    for (const x of [-24, -2]) {
      polygon(pen, [
        [x, 50],
        [x + 9, 30],
        [x + 19, 30],
        [x + 10, 50],
      ]);
      pen.fill();
    }
  }
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

  /** Grows by one with each sprite: cell n is drawn at revision n + 1, and never again. */
  get revision(): number {
    return this.#cells.size;
  }

  /** Where a cell stands in the sheet, in pixels from its left and top. */
  placeOf(cell: number): readonly [x: number, y: number] {
    return [CELL * (cell % SHEET_SIDE), CELL * Math.floor(cell / SHEET_SIDE)];
  }

  /** The pixels of a cell, RGBA, rows from the top; null where the machine draws no canvas. */
  pixelsOf(cell: number): Uint8ClampedArray | null {
    return this.#pen?.getImageData(...this.placeOf(cell), CELL, CELL).data ?? null;
  }

  #draw(sprite: Sprite, cell: number): void {
    const pen = this.#pen;
    if (!pen) return;
    const [x, y] = this.placeOf(cell);
    pen.setTransform(1, 0, 0, 1, x + CELL / 2, y + CELL / 2);
    if (sprite === 'halo') drawHalo(pen, this.#colour);
    else if (sprite === 'selected') drawSelected(pen, this.#colour);
    else if (sprite === 'works-under-way' || sprite === 'works-planned')
      drawWorks(pen, sprite === 'works-under-way', this.#colour);
    else {
      shapes[sprite.shape](pen, this.#colour);
      if (sprite.label !== '') writeLabel(pen, sprite.shape, sprite.label, this.#colour);
    }
  }
}
