import { englishTypography, frenchTypography } from './typography';

/** A sentence, or one made from values; the same keys in both languages, or it does not compile. */
type Phrase = string | ((...values: never[]) => string);
export type Wording = Readonly<Record<string, Phrase | Readonly<Record<string, Phrase>>>>;

export interface Words<T> {
  readonly fr: T;
  readonly en: T;
}

/**
 * A feature's own words (`features/<name>/words.ts`). French is written first and rules the keys; English must have the
 * same ones. French is written with plain spaces and apostrophes: thin spaces and ’ are put in here, ’ in English too.
 */
export function defineWords<T extends Wording>(words: { readonly fr: T; readonly en: NoInfer<T> }): Words<T> {
  return { fr: typeset(words.fr, frenchTypography), en: typeset(words.en as T, englishTypography) };
}

function typeset<T>(value: T, set: (text: string) => string): T {
  if (typeof value === 'string') return set(value) as T;
  if (typeof value === 'function') {
    const phrase = value as unknown as (...values: unknown[]) => string;
    return ((...values: unknown[]) => set(phrase(...values))) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typeset(inner, set)])) as T;
}
