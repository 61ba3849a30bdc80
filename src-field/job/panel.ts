import type { FieldLine } from './lines';

/** Positions of a row, as they are drawn: what a module really looks like, the protocol does not tell. */
const ROW = 12;
/** Rows that are drawn: enough to find one's place by the numbers around it. */
const ROWS = 2;

export interface PanelCell {
  readonly position: number;
  /** `this`: the line itself · `other`: another line of this job that is down there · `none`: not of this job. */
  readonly mark: 'this' | 'other' | 'none';
}

/** The part of a module around a line, row by row; null where its position is no number. */
export function panelAround(line: FieldLine, lines: readonly FieldLine[]): readonly (readonly PanelCell[])[] | null {
  const position = positionOf(line);
  if (position === null) return null;
  const first = Math.floor((position - 1) / (ROW * ROWS)) * ROW * ROWS + 1;
  const others = new Set(
    lines
      .filter((other) => other.standing.kind !== 'back' && other.route?.pmModuleName === line.route?.pmModuleName)
      .map(positionOf),
  );
  const cell = (n: number): PanelCell => ({
    position: n,
    mark: n === position ? 'this' : others.has(n) ? 'other' : 'none',
  });
  return Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: ROW }, (_, column) => cell(first + row * ROW + column)),
  );
}

function positionOf({ route }: FieldLine): number | null {
  const digits = /^0*(\d{1,4})$/.exec(route?.pmModulePosition.trim() ?? '')?.[1];
  const position = Number(digits);
  return digits !== undefined && position > 0 ? position : null;
}

/** Colours that cords are sold in, by the words that operators write; null: the word alone is shown. */
export const cordColours = [
  'blue',
  'orange',
  'green',
  'brown',
  'grey',
  'white',
  'red',
  'black',
  'yellow',
  'violet',
  'pink',
  'aqua',
] as const;
export type CordColour = (typeof cordColours)[number];

const words: readonly (readonly [RegExp, CordColour])[] = [
  [/^(BLEU|BLUE)/, 'blue'],
  [/^ORANGE/, 'orange'],
  [/^(VERT|GREEN)/, 'green'],
  [/^(MARRON|BRUN|BROWN)/, 'brown'],
  [/^(GRIS|GREY|GRAY)/, 'grey'],
  [/^(BLANC|WHITE)/, 'white'],
  [/^(ROUGE|RED)/, 'red'],
  [/^(NOIR|BLACK)/, 'black'],
  [/^(JAUNE|YELLOW)/, 'yellow'],
  [/^(VIOLET|MAUVE|PURPLE)/, 'violet'],
  [/^(ROSE|PINK)/, 'pink'],
  [/^(TURQUOISE|AQUA|CYAN)/, 'aqua'],
];

export function cordColourOf(word: string | undefined): CordColour | null {
  const upper = (word ?? '').trim().toUpperCase();
  return words.find(([pattern]) => pattern.test(upper))?.[1] ?? null;
}
