import type { ProblemPlace } from '@shared/contract/errors';
import { departmentOfInsee } from '@shared/domain/codes';
import { parse } from 'csv-parse/sync';
import { Refusal } from '../../refusals';
import { toDegrees } from './projections';

/** A deployed PM of an IPE file. Without coordinates of its own it stands at its commune's centre. */
export interface IpePm {
  readonly pmRef: string;
  readonly inseeCode: string;
  readonly commune: string;
  readonly department: string;
  /** Degrees, WGS84; null: the file has none. */
  readonly place: { readonly longitude: number; readonly latitude: number } | null;
}

export interface IpeFile {
  /** Different PMs named, deployed or not. */
  readonly named: number;
  readonly pms: readonly IpePm[];
}

const required = ['ReferencePM', 'EtatPM', 'CodeInseePM', 'CommunePM', 'CoordonneePMX', 'CoordonneePMY'] as const;
const DEPLOYED = 'DEPLOYE';
const MOST_PLACES = 50;
/** Lambert-93 when the file does not say (interop.md, Identifiers) [I]. */
const DEFAULT_PROJECTION = 'Lambert-93';

/**
 * Reads an IPE file: columns by header name, one row an address, the PM's columns repeated in each. UTF-8 or Windows-1252.
 * @throws Refusal MALFORMED_BODY or INVALID_FIELD, with line and column (1-based) of each error
 */
export function readIpe(bytes: Buffer): IpeFile {
  const rows = recordsOf(decode(bytes));
  const header = rows[0] ?? [];
  const column = new Map(header.map((name, i) => [name.trim(), i]));
  const missing = required.filter((name) => !column.has(name));
  if (missing.length > 0) {
    throw new Refusal(
      'INVALID_FIELD',
      'nothing was imported',
      missing.map((field) => ({ field, line: 1, message: 'no such column in the header' })),
    );
  }
  const places: ProblemPlace[] = [];
  const pms = new Map<string, { pm: IpePm; state: string }>();
  rows.slice(1).forEach((row, i) => {
    if (places.length >= MOST_PLACES) return;
    const cell = (name: string) => (row[column.get(name) ?? -1] ?? '').trim();
    const refuse = (field: string, message: string) => {
      places.push({ field, line: i + 2, column: (column.get(field) ?? 0) + 1, message });
      return null;
    };
    const pm = pmOf(cell, refuse);
    if (pm === null) return;
    const known = pms.get(pm.pmRef);
    if (known === undefined) pms.set(pm.pmRef, { pm, state: cell('EtatPM') });
    else if (JSON.stringify(known.pm) !== JSON.stringify(pm))
      refuse('ReferencePM', `${pm.pmRef} stands elsewhere in an earlier row`);
  });
  if (places.length > 0) throw new Refusal('INVALID_FIELD', 'nothing was imported', places);
  const deployed = [...pms.values()].filter(({ state }) => state.toUpperCase() === DEPLOYED);
  return { named: pms.size, pms: deployed.map(({ pm }) => pm) };
}

function pmOf(cell: (name: string) => string, refuse: (field: string, message: string) => null): IpePm | null {
  const pmRef = cell('ReferencePM');
  const inseeCode = cell('CodeInseePM');
  const commune = cell('CommunePM');
  if (pmRef === '' || pmRef.length > 50) return refuse('ReferencePM', 'a reference of 1 to 50 characters is wanted');
  if (!/^\d[\dAB]\d{3}$/.test(inseeCode)) return refuse('CodeInseePM', `"${inseeCode}" is no INSEE code`);
  if (commune === '') return refuse('CommunePM', 'empty');
  const x = cell('CoordonneePMX');
  const y = cell('CoordonneePMY');
  const base = { pmRef, inseeCode, commune, department: departmentOfInsee(inseeCode) };
  if (x === '' && y === '') return { ...base, place: null };
  const projection = cell('TypeProjectionGeographique') || DEFAULT_PROJECTION;
  const place = toDegrees(projection, numberOf(x), numberOf(y));
  if (place === 'unknown-projection') {
    return refuse('TypeProjectionGeographique', `"${projection}" is not read here`);
  }
  if (place === 'not-a-place') return refuse('CoordonneePMX', `"${x}" "${y}" is no place in ${projection}`);
  return { ...base, place };
}

/** French decimals: `423992,64`. NaN when it is no number. */
function numberOf(text: string): number {
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}

/** Files of before UTF-8 are Windows-1252, which Latin-1 is a part of. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, { delimiter: ';', bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    const { lines, column } = error as { lines?: number; column?: number };
    throw new Refusal('MALFORMED_BODY', 'nothing was imported', [
      {
        field: '',
        line: lines ?? 1,
        ...(column === undefined ? {} : { column }),
        message: 'not CSV with ; between cells',
      },
    ]);
  }
}
