import type { ProblemPlace } from '@shared/contract/errors';
import { departmentCode, departmentOfInsee } from '@shared/domain/codes';
import { parse } from 'csv-parse/sync';
import { Refusal } from '../../refusals';
import { type Degrees, toDegrees } from './projections';

/** A deployed PM of an IPE file. Without coordinates of its own it stands at its commune's centre. */
export interface IpePm {
  readonly pmRef: string;
  readonly inseeCode: string;
  readonly commune: string;
  readonly department: string;
  /** Degrees, WGS84; null: the file has none. */
  readonly place: Degrees | null;
}

/** Where a PM's first row stands in the file, for errors found later. */
interface IpeSource {
  readonly line: number;
  /** 1-based. */
  readonly columns: { readonly ReferencePM: number; readonly CoordonneePMX: number };
}

export interface IpeFile {
  /** Different PMs named, deployed or not. */
  readonly named: number;
  readonly pms: readonly { readonly pm: IpePm; readonly source: IpeSource }[];
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
  const header = rows[0]?.record ?? [];
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
  const pms = new Map<string, { pm: IpePm; state: string; source: IpeSource }>();
  const columnOf = (name: string) => (column.get(name) ?? 0) + 1;
  const columns = { ReferencePM: columnOf('ReferencePM'), CoordonneePMX: columnOf('CoordonneePMX') };
  for (const { record, info } of rows.slice(1)) {
    if (places.length >= MOST_PLACES) break;
    const cell = (name: string) => (record[column.get(name) ?? -1] ?? '').trim();
    const refuse = (field: string, message: string) => {
      places.push({ field, line: info.lines, column: columnOf(field), message });
      return null;
    };
    // A row cut short, or moved by a stray ";", would pass for one without coordinates.
    if (record.length < header.length || record.slice(header.length).some((extra) => extra.trim() !== '')) {
      refuse('ReferencePM', `${record.length} cells, where the header has ${header.length}`);
      continue;
    }
    const pm = pmOf(cell, refuse);
    if (pm === null) continue;
    const state = cell('EtatPM').toUpperCase();
    const known = pms.get(pm.pmRef);
    if (known === undefined) {
      pms.set(pm.pmRef, { pm, state, source: { line: info.lines, columns } });
    } else if (known.state !== state || JSON.stringify(known.pm) !== JSON.stringify(pm)) {
      refuse('ReferencePM', `${pm.pmRef} is told otherwise in line ${known.source.line}`);
    }
  }
  if (places.length > 0) throw new Refusal('INVALID_FIELD', 'nothing was imported', places);
  const deployed = [...pms.values()].filter(({ state }) => state === DEPLOYED);
  return { named: pms.size, pms: deployed.map(({ pm, source }) => ({ pm, source })) };
}

function pmOf(cell: (name: string) => string, refuse: (field: string, message: string) => null): IpePm | null {
  const pmRef = cell('ReferencePM');
  const inseeCode = cell('CodeInseePM');
  const commune = cell('CommunePM');
  if (pmRef === '' || pmRef.length > 50) return refuse('ReferencePM', 'a reference of 1 to 50 characters is wanted');
  const department = departmentOfInsee(inseeCode);
  if (!/^\d[\dAB]\d{3}$/.test(inseeCode) || !departmentCode.safeParse(department).success)
    return refuse('CodeInseePM', `"${inseeCode}" is no INSEE code`);
  if (commune === '') return refuse('CommunePM', 'empty');
  const x = cell('CoordonneePMX');
  const y = cell('CoordonneePMY');
  const base = { pmRef, inseeCode, commune, department };
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

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function recordsOf(text: string): CsvRecord[] {
  // PostgreSQL's text cannot hold NUL, and no inventory has one.
  const nul = text.indexOf('\0');
  if (nul >= 0) throw malformed({ line: text.slice(0, nul).split('\n').length });
  try {
    const options = { delimiter: ';', bom: true, relax_column_count: true, skip_empty_lines: true, info: true };
    return parse(text, options) as unknown as CsvRecord[];
  } catch (error) {
    const { lines, column } = error as { lines?: number; column?: unknown };
    throw malformed({ line: lines ?? 1, ...(typeof column === 'number' ? { column: column + 1 } : {}) });
  }
}

function malformed(at: { readonly line: number; readonly column?: number }): Refusal {
  return new Refusal('MALFORMED_BODY', 'nothing was imported', [
    { field: '', ...at, message: 'not CSV with ; between cells' },
  ]);
}
