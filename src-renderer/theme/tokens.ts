/**
 * Every colour of the product, dark and light, once. `applyTheme` writes them as CSS variables (`--critical`,
 * `--text-2`…), `glPalette` hands the same values to the map as numbers. No other file holds a colour.
 * Names: look.md. The light theme keeps the contrast of the dark one; tokens.test.ts holds both to WCAG AA.
 */
export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

const dark = {
  ground: '#101417',
  panel: '#171c20',
  raised: '#1e2429',
  hover: '#242b31',
  /** Where one types. */
  field: '#101417',
  selected: '#1f2d37',
  line: '#2a3238',
  'line-strong': '#38424a',
  /** Edge of a control: 3:1 against the ground (WCAG 1.4.11). */
  edge: '#66737b',
  text: '#e4e9ec',
  'text-2': '#a9b4bb',
  'text-3': '#8c98a0',
  sea: '#0d1114',
  land: '#171d21',
  'own-area': '#1b2328',
  critical: '#ff5468',
  major: '#ff9d3c',
  minor: '#f2d544',
  warning: '#6cb6ff',
  none: '#8a969e',
  'critical-tint': '#3a1a21',
  'major-tint': '#35250f',
  'minor-tint': '#312c12',
  'warning-tint': '#16293b',
  yes: '#3ecfa4',
  no: '#d7a2ff',
  waiting: '#a9b4bb',
  'yes-tint': '#10291f',
  'no-tint': '#2b1b3a',
  'waiting-tint': '#242b31',
  accent: '#8fc7ff',
  'accent-strong': '#b3d9ff',
  'on-accent': '#0b1a28',
  /** Text and marks drawn on a filled severity shape. */
  'on-severity': '#101417',
  pm: '#75828a',
  intervention: '#c6d0d6',
  /** Announced works: the ochre of a barrier, apart from every severity. */
  works: '#c79a6b',
  scrim: '#05080acc',
  shadow: '#00000080',
} as const;

export type Token = keyof typeof dark;

const light: Readonly<Record<Token, string>> = {
  ground: '#eef1f3',
  panel: '#ffffff',
  raised: '#f4f6f8',
  hover: '#e8edf0',
  field: '#ffffff',
  selected: '#dcebf8',
  line: '#d5dce1',
  'line-strong': '#bcc6cd',
  edge: '#7a868e',
  text: '#12181c',
  'text-2': '#414c54',
  'text-3': '#56626a',
  sea: '#d6e0e7',
  land: '#f3f5f6',
  'own-area': '#e6edf1',
  critical: '#c40f2e',
  major: '#a84a00',
  minor: '#6f5b00',
  warning: '#0b5cad',
  none: '#56626a',
  'critical-tint': '#fde5e8',
  'major-tint': '#fdeede',
  'minor-tint': '#f8f1cf',
  'warning-tint': '#e0eefb',
  yes: '#00684c',
  no: '#7326b3',
  waiting: '#414c54',
  'yes-tint': '#dcf5ec',
  'no-tint': '#f2e6fc',
  'waiting-tint': '#e8edf0',
  accent: '#0b62b8',
  'accent-strong': '#084c90',
  'on-accent': '#ffffff',
  'on-severity': '#ffffff',
  pm: '#77848c',
  intervention: '#39444c',
  works: '#7d4e1f',
  scrim: '#1a232aa6',
  shadow: '#1a232a33',
};

/** Hex colours of a theme: what MapLibre's style takes. */
export const palettes: Readonly<Record<Theme, Readonly<Record<Token, string>>>> = { dark, light };

/** Red, green, blue, alpha, 0–255: what deck.gl's layers take. */
export type Rgba = readonly [number, number, number, number];

/** `#rrggbb` or `#rrggbbaa` as numbers. */
export function rgba(hex: string): Rgba {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5), hex.length > 7 ? channel(7) : 255];
}

function numeric(theme: Theme): Readonly<Record<Token, Rgba>> {
  const entries = Object.entries(palettes[theme]).map(([token, hex]) => [token, rgba(hex)] as const);
  return Object.fromEntries(entries) as Record<Token, Rgba>;
}

const gl: Readonly<Record<Theme, Readonly<Record<Token, Rgba>>>> = { dark: numeric('dark'), light: numeric('light') };

/** The numeric mirror of a theme; the same object at each call, so it may serve as a dependency. */
export function glPalette(theme: Theme): Readonly<Record<Token, Rgba>> {
  return gl[theme];
}
