import type { Language } from '../../i18n/language';

const decimals = (language: Language, digits: number) =>
  new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** `3,2 m`, `412 m`, `6,3 km`. */
export function distanceText(metres: number, language: Language): string {
  if (metres < 10) return `${decimals(language, 1).format(metres)} m`;
  if (metres < 1000) return `${decimals(language, 0).format(metres)} m`;
  return `${decimals(language, 1).format(metres / 1000)} km`;
}

/** A coordinate's size, without its side: `44,19`. */
export const degreesText = (degrees: number, language: Language): string =>
  decimals(language, 2).format(Math.abs(degrees));
