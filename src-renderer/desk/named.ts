import type { Operator } from '@shared/contract/http';

const vowel = /^[aeiouyhàâéèêëîïôûœ]/i;

/** The hub's French sentences name operators by their codes: the same with their names, `de` elided where it must be. */
export function named(sentence: string, operators: readonly Pick<Operator, 'code' | 'name'>[]): string {
  return operators.reduce((text, { code, name }) => {
    const of = vowel.test(name) ? `d’${name}` : `de ${name}`;
    return text.replaceAll(new RegExp(`\\bde ${code}\\b`, 'g'), of).replaceAll(new RegExp(`\\b${code}\\b`, 'g'), name);
  }, sentence);
}
