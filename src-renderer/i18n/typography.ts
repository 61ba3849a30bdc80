const THIN = '\u202f';

/** ’ for ' in English, also at the end of a plural. */
export function englishTypography(text: string): string {
  return text.replaceAll(/(\p{L})'/gu, '$1’');
}

/** French spacing and apostrophes: thin no-break space before : ; ! ? % », after «, and ’ for '. */
export function frenchTypography(text: string): string {
  return text
    .replaceAll(/ ([;:!?»%])/g, `${THIN}$1`)
    .replaceAll('« ', `«${THIN}`)
    .replaceAll(/(\p{L})'(?=\p{L})/gu, '$1’');
}
