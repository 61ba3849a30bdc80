import type { DepartmentCode } from '@shared/domain/codes';
import { departmentName, inDepartment, ofDepartment, theDepartment } from '@shared/domain/departments';
import type { GrantNature } from '@shared/domain/pre-authorisation';
import { en, type Formatter, fr } from '../../i18n/format';
import type { Language } from '../../i18n/language';

/** A piece of the sentence: said plainly, weighed, or still to be chosen. */
interface Part {
  readonly kind: 'plain' | 'strong' | 'gap';
  readonly text: string;
}

export type Place =
  | { readonly kind: 'networks'; readonly networks: readonly string[] }
  | {
      readonly kind: 'departments';
      readonly departments: readonly DepartmentCode[];
      readonly networks: readonly string[];
    }
  | { readonly kind: 'pms'; readonly pmRefs: readonly string[] };

/** What the sentence says; operators by name. */
export interface Said {
  readonly orderers: readonly string[];
  readonly place: Place;
  /** PMs covered; null: not known yet. */
  readonly pmCount: number | null;
  readonly natures: readonly GrantNature[];
  /** Milliseconds since 1970. */
  readonly from: number | null;
  readonly until: number | null;
}

/** A pre-authorisation in one plain sentence (desk.md). What is still to be chosen is three dots, never left out. */
export function sentenceOf(said: Said, language: Language): readonly Part[] {
  return joined(language === 'fr' ? french(said) : english(said));
}

/** The same as bare text, for tables and screen readers. */
export function textOf(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join('');
}

const plain = (text: string): Part => ({ kind: 'plain', text });
const strong = (text: string): Part => ({ kind: 'strong', text });
const gap: Part = { kind: 'gap', text: '…' };

/** Many names are counted after the third: the map and the form show them all. */
function names(items: readonly string[], format: Formatter, others: (n: number) => string): Part {
  if (items.length === 0) return gap;
  const shown = items.length > 4 ? [...items.slice(0, 3), others(items.length - 3)] : items;
  return strong(format.list(shown));
}

const vowel = /^[aeiouyhàâéèêëîïôûœ]/i;

/** `d’Orange`, `de Bouygues Telecom`. */
function de(items: readonly string[]): string {
  return vowel.test(items[0] ?? '') ? 'd’' : 'de ';
}

const frOthers = (n: number) => `${n} autres`;
const enOthers = (n: number) => `${n} others`;

function french({ orderers, place, pmCount, natures, from, until }: Said): readonly Part[] {
  const jobs = { connection: 'les raccordements', repair: 'le SAV' } as const;
  return [
    plain(`Les techniciens ${de(orderers)}`),
    names(orderers, fr, frOthers),
    plain(' peuvent '),
    strong('réparer les lignes de nos clients'),
    plain(', '),
    ...frenchPlace(place, pmCount),
    plain(', pour '),
    names(
      natures.map((nature) => jobs[nature]),
      fr,
      frOthers,
    ),
    plain(', du '),
    moment(from, fr),
    plain(' au '),
    moment(until, fr),
    plain('.'),
  ];
}

function frenchPlace(place: Place, pmCount: number | null): readonly Part[] {
  if (place.kind === 'pms') {
    const [only, ...more] = place.pmRefs;
    if (only === undefined) return [plain('aux PM '), gap];
    return more.length === 0 ? [plain('au PM '), strong(only)] : [plain('à '), strong(`${place.pmRefs.length} PM`)];
  }
  const at =
    pmCount === null
      ? [plain('aux PM ')]
      : [plain(pmCount < 2 ? 'à ' : 'aux '), strong(`${fr.integer(pmCount)} PM`), plain(' ')];
  const networks = [
    plain(place.networks.length > 1 ? 'des réseaux ' : 'du réseau '),
    names(place.networks, fr, frOthers),
  ];
  if (place.kind === 'networks') return [...at, ...networks];
  const [first, ...others] = place.departments;
  if (first === undefined) return [...at, ...(place.networks.length === 0 ? [] : [...networks, plain(' ')]), gap];
  if (place.networks.length === 0) return [...at, names(place.departments.map(ofDepartment), fr, frOthers)];
  return [...at, ...networks, plain(' '), names([inDepartment(first), ...others.map(theDepartment)], fr, frOthers)];
}

function english({ orderers, place, pmCount, natures, from, until }: Said): readonly Part[] {
  const jobs = { connection: 'connections', repair: 'repairs' } as const;
  return [
    plain('Technicians of '),
    names(orderers, en, enOthers),
    plain(' may '),
    strong('repair our customers’ lines'),
    plain(', at '),
    ...englishPlace(place, pmCount),
    plain(', for '),
    names(
      natures.map((nature) => jobs[nature]),
      en,
      enOthers,
    ),
    plain(', from '),
    moment(from, en),
    plain(' to '),
    moment(until, en),
    plain('.'),
  ];
}

function englishPlace(place: Place, pmCount: number | null): readonly Part[] {
  if (place.kind === 'pms') {
    const [only, ...more] = place.pmRefs;
    if (only === undefined) return [plain('the PMs '), gap];
    return more.length === 0 ? [plain('PM '), strong(only)] : [strong(`${place.pmRefs.length} PMs`)];
  }
  const at = pmCount === null ? [plain('the PMs')] : [plain('the '), strong(en.count(pmCount, 'PM', 'PMs'))];
  const networks = [
    plain(place.networks.length > 1 ? ' of the networks ' : ' of the network '),
    names(place.networks, en, enOthers),
  ];
  if (place.kind === 'networks') return [...at, ...networks];
  const of = place.networks.length === 0 ? [] : networks;
  return [...at, ...of, plain(' in '), names(place.departments.map(departmentName), en, enOthers)];
}

/** Date and minute: the form takes no seconds. */
function moment(at: number | null, format: Formatter): Part {
  return at === null ? gap : strong(`${format.date(at)} ${format.time(at).slice(0, 5)}`);
}

/** Neighbours of one kind as one piece: fewer elements, and the sentence is read without breaks. */
function joined(parts: readonly Part[]): readonly Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === 'plain' && part.kind === 'plain') result[result.length - 1] = plain(last.text + part.text);
    else result.push(part);
  }
  return result;
}
