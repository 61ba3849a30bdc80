import type { Body } from '../../support/strict-partner';
import { type Field, type TableCall, type Type, tableCalls } from './tables';

/** A body that is right but for one thing, and what the call makes of it. */
export interface Case {
  readonly name: string;
  /** Path of the field that it is about. */
  readonly field: string;
  readonly outcome: 'accepted' | 'CHAMPS_NON_RENSEIGNE' | 'MAUVAIS_FORMAT';
  /** From a body with every field, and two in each list. */
  change(body: Body): Body;
}

/** In lists, the second is spoilt: the first must not hide it. */
const SPOILT_IN_LISTS = '1';

/** A field where it stands in a body. */
interface Place {
  readonly type: Type;
  readonly field: Field;
  readonly path: readonly string[];
}

function placesOf(type: Type, path: readonly string[] = []): readonly Place[] {
  return type.fields.flatMap((field): readonly Place[] => {
    const at = [...path, field.name];
    const own: Place = { type, field, path: at };
    if (field.kind.is === 'record') return [own, ...placesOf(field.kind.of, at)];
    return field.kind.is === 'list' ? [own, ...placesOf(field.kind.of, [...at, SPOILT_IN_LISTS])] : [own];
  });
}

/** What tells who or what a message is about: the tables let some of them be empty, which would say nothing. */
const IDENTIFYING =
  /^(code(DO|OI|OcImpacte|OCImpacte)|refInterv(DO|OI)|refPM|refPMTechnique|Code_\w+|Ref_Interv_\w+|PM|Nature_PBO_PTO)$/;

/** The longest that any table of Lot 2 lets a field of this name be: its differing lengths are tolerated on input. */
const longest = new Map<string, number>();
const shortest = new Map<string, number>();
for (const call of tableCalls.values()) {
  if (call.lot === 1) continue;
  for (const { field } of placesOf(call.body)) {
    if (field.kind.is !== 'text') continue;
    const name = field.name.toLowerCase();
    longest.set(name, Math.max(longest.get(name) ?? 0, field.kind.most));
    shortest.set(name, Math.min(shortest.get(name) ?? field.kind.least, field.kind.least));
  }
}

/** Bodies that each call must refuse, and why. */
export function wrongCases(call: TableCall): readonly Case[] {
  return placesOf(call.body).flatMap((place): readonly Case[] => {
    const wrong = (name: string, value: unknown): Case => caseOf(place, name, 'MAUVAIS_FORMAT', () => value);
    return [
      ...(place.field.required ? [caseOf(place, 'absent', 'CHAMPS_NON_RENSEIGNE', () => undefined)] : []),
      wrong('null', null),
      ...wrongValues(call, place.field).map(([name, value]) => wrong(name, value)),
    ];
  });
}

function wrongValues({ lot }: TableCall, { name, kind }: Field): readonly (readonly [string, unknown])[] {
  switch (kind.is) {
    case 'text': {
      const most = lot === 1 ? kind.most : (longest.get(name.toLowerCase()) ?? kind.most);
      const least = lot === 1 ? kind.least : (shortest.get(name.toLowerCase()) ?? kind.least);
      return [
        ...(least > 0 || IDENTIFYING.test(name) ? [['empty', ''] as const] : []),
        ...(Number.isFinite(most) ? [['one character too long', 'x'.repeat(most + 1)] as const] : []),
        ['a number', 12],
        ['a boolean', true],
        ['a record', {}],
        ['a list', ['x']],
      ];
    }
    case 'one of':
      return [
        ['outside the enumeration', 'ZZ'],
        ['empty', ''],
        ['a number', Number(kind.values[0]) || 7],
      ];
    case 'int':
      return [
        ['a text', '1'],
        ['a fraction', 1.5],
        ['over 32 bits', 2_147_483_648],
        ['a boolean', true],
      ];
    case 'bool':
      return [
        ['a text', 'true'],
        ['a number', 1],
      ];
    case 'time':
      return [
        ['a word', 'yesterday'],
        ['no such month', '2026-13-02T08:00:00Z'],
        ['no such day', '2026-02-30T08:00:00Z'],
        ['no such hour', '2026-03-02T25:00:00Z'],
        ['a day', '2026-03-02'],
        ['before all calendars', '0000-03-02T08:00:00Z'],
        ['a number', 1_772_438_400_000],
        ['empty', ''],
      ];
    case 'record':
      return [
        ['a text', 'x'],
        ['a list', []],
        ['a number', 5],
      ];
    case 'list':
      return [
        ['a record', {}],
        ['a text', 'x'],
        ['a list of null', [null]],
        ['a list of texts', ['x']],
        ...(IDENTIFYING.test(name) ? [['empty', []] as const] : []),
      ];
    case 'texts':
      return [];
  }
}

/**
 * Bodies that each call must take. `bound`: paths of fields that can only have the one value they have, as they say which
 * job is meant; of those, only the spelling of an instant may differ.
 */
export function rightCases(call: TableCall, bound: readonly string[]): readonly Case[] {
  return placesOf(call.body).flatMap((place): readonly Case[] => {
    const path = place.path.join('.');
    const right = (name: string, value: (was: unknown) => unknown): Case => caseOf(place, name, 'accepted', value);
    const { field } = place;
    const spelt = field.kind.is === 'time' ? spellings.map(([name, of]) => right(name, (was) => of(String(was)))) : [];
    if (bound.includes(path)) return spelt;
    return [
      ...(field.required ? [] : [right('absent', () => undefined)]),
      ...spelt,
      ...rightValues(call, field).map(([name, value]) => right(name, value)),
      ...(field.kind.is === 'record' ? [right('with a field of somebody else', addStranger)] : []),
      ...(field.kind.is === 'list'
        ? [right('with a field of somebody else', (was) => (Array.isArray(was) ? was.map(addStranger) : was))]
        : []),
    ];
  });
}

function rightValues(
  { lot }: TableCall,
  { name, kind }: Field,
): readonly (readonly [string, (was: unknown) => unknown])[] {
  switch (kind.is) {
    case 'text': {
      const most = Number.isFinite(kind.most) ? kind.most : 2_000;
      const tolerated = lot === 1 ? most : (longest.get(name.toLowerCase()) ?? most);
      // What identifies stays unlike all others when it is filled up.
      const filled = (size: number) => (was: unknown) => (IDENTIFYING.test(name) ? String(was) : '').padEnd(size, 'é');
      return [
        ['as long as may be', filled(most)],
        ...(Number.isFinite(tolerated) && tolerated > most
          ? [['as long as a sister table lets it be', filled(tolerated)] as const]
          : []),
        ...(IDENTIFYING.test(name) ? [] : [['as short as may be', () => 'x'.repeat(kind.least)] as const]),
      ];
    }
    case 'one of':
      return kind.values.map((value) => [value, () => value] as const);
    case 'bool':
      return [true, false].map((value) => [String(value), () => value] as const);
    case 'list':
      return IDENTIFYING.test(name) ? [] : [['empty', () => []]];
    default:
      return [];
  }
}

const addStranger = (was: unknown): unknown => ({ ...(was as object), ofSomebodyElse: { deep: ['x'] } });

/** The same instant otherwise written; one without offset is French legal time. */
const spellings: readonly (readonly [string, (iso: string) => string])[] = [
  ['with the offset of Paris', (iso) => `${inParis(iso)}+01:00`],
  ['without offset', inParis],
  ['to the second', (iso) => `${iso.slice(0, 19)}Z`],
];

/** In winter. */
function inParis(iso: string): string {
  return new Date(Date.parse(iso) + 3_600_000).toISOString().slice(0, 19);
}

function caseOf(place: Place, name: string, outcome: Case['outcome'], value: (was: unknown) => unknown): Case {
  const field = place.path.join('.');
  return { name, field, outcome, change: (body) => changed(body, place.path, value) as Body };
}

/** A copy of `whole` with another value at `path`; undefined takes the field away. */
function changed(whole: unknown, path: readonly string[], value: (was: unknown) => unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value(whole);
  if (Array.isArray(whole)) return whole.map((item, i) => (String(i) === first ? changed(item, rest, value) : item));
  const inner = changed(Reflect.get(whole as object, first), rest, value);
  const others = Object.entries(whole as object).filter(([name]) => name !== first);
  return Object.fromEntries(inner === undefined ? others : [...others, [first, inner]]);
}
