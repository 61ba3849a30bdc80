import { glPalette, type Rgba, type Theme } from '../theme/tokens';
import { pixelsOf } from './mercator';
import type { PmLook } from './pm-layer';

/** Around a PM whose source is silent, this much is hatched, in metres: neighbours grow together to an area. */
const HATCH_METRES = 1_500;
const HATCH_MIN_PX = 7;
const HATCH_MAX_PX = 48;

type Colour = PmLook['normal'];

const unit = ([r, g, b, a]: Rgba, alpha = 1): Colour => [r / 255, g / 255, b / 255, (a / 255) * alpha];

/** Opaque: where hatched discs overlap, the lines must not add up. */
function mixed(a: Rgba, b: Rgba, share: number): Colour {
  const at = (i: 0 | 1 | 2) => (a[i] * (1 - share) + b[i] * share) / 255;
  return [at(0), at(1), at(2), 1];
}

const between = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * How PMs are drawn at a zoom: small and faint while they are many, so that only what is abnormal stands out; growing
 * as there is room for them.
 */
export function pmLook(theme: Theme, zoom: number, latitude: number, highlighting: boolean): PmLook {
  const colour = glPalette(theme);
  const closeness = between((zoom - 6) / 8, 0, 1);
  const dotRadius = 1.1 + 3.4 * closeness ** 1.5;
  return {
    normal: unit(colour.pm, 0.45 + 0.5 * closeness),
    intervention: unit(colour.intervention, 0.9),
    unknown: mixed(colour['own-area'], colour.major, theme === 'dark' ? 0.5 : 0.6),
    highlight: unit(colour.accent),
    warning: unit(colour.warning),
    minor: unit(colour.minor),
    major: unit(colour.major),
    critical: unit(colour.critical),
    dotRadius,
    ringRadius: dotRadius + 1.6 + 2.4 * closeness,
    hatchRadius: between(pixelsOf(HATCH_METRES, latitude, zoom), HATCH_MIN_PX, HATCH_MAX_PX),
    highlighting: highlighting ? 1 : 0,
  };
}
