import { describe, expect, it } from 'vitest';
import { glPalette, palettes, rgba, type Theme, type Token, themes } from './tokens';

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = rgba(hex);
  const linear = (channel: number) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

function contrast(theme: Theme, a: Token, b: Token): number {
  const [hi, lo] = [luminance(palettes[theme][a]), luminance(palettes[theme][b])].sort((x, y) => y - x) as [
    number,
    number,
  ];
  return (hi + 0.05) / (lo + 0.05);
}

const surfaces: readonly Token[] = ['ground', 'panel', 'raised', 'hover', 'selected', 'field'];
const readable: readonly Token[] = [
  'text',
  'text-2',
  'text-3',
  'critical',
  'major',
  'minor',
  'warning',
  'yes',
  'no',
  'accent',
  'works',
];
const onTint = ['critical', 'major', 'minor', 'warning', 'yes', 'no', 'waiting'] as const;

describe.each(themes)('%s theme', (theme) => {
  it('every text colour is readable on every surface (AA, 4.5:1)', () => {
    for (const text of readable)
      for (const surface of surfaces)
        expect(contrast(theme, text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
  });

  it('badges are readable on their tint, and filled shapes carry readable marks', () => {
    for (const token of onTint) expect(contrast(theme, token, `${token}-tint`), token).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme, 'on-accent', 'accent')).toBeGreaterThanOrEqual(4.5);
    for (const token of ['critical', 'major', 'minor', 'warning'] as const)
      expect(contrast(theme, 'on-severity', token), token).toBeGreaterThanOrEqual(4.5);
  });

  it('edges of controls stand out (3:1)', () => {
    for (const surface of ['ground', 'panel', 'raised'] as const)
      expect(contrast(theme, 'edge', surface), surface).toBeGreaterThanOrEqual(3);
  });

  it('the numeric mirror holds the same colours', () => {
    expect(glPalette(theme).critical).toEqual(rgba(palettes[theme].critical));
    expect(glPalette(theme)).toBe(glPalette(theme));
  });
});
