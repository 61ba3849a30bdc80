/** As long as the contract takes. */
const MOST = 50;

/** What stands around a reference when it is pasted from a mail, a ticket or a label; never inside one. */
const around = /^["'«»“”‘’<>()[\],;:.\s]+|["'«»“”‘’<>()[\],;:.\s]+$/g;

/**
 * A socket's reference from what was typed or pasted: capitals, no spaces inside or around, plain hyphens for the long
 * ones that mail programs put, no quotes or full stop around. Null where nothing is left or it is too long to be one.
 */
export function ptoOf(text: string): string | null {
  const ref = text
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(around, '')
    .replaceAll(/\s+/g, '')
    .replace(/^PTO[:=]/i, '')
    .toUpperCase();
  return ref === '' || ref.length > MOST ? null : ref;
}
