import type { IpeEncoding, IpeFormat, IpeProblem, IpeProjection, IpeSeparator } from '@shared/contract/ipe';
import { departmentCode, departmentOfInsee } from '@shared/domain/codes';
import { NotCsv, openCsv } from './csv';
import { decodeCell, likelyText } from './encoding';
import { type IpeColumn, type IpeHeader, readHeader } from './header';
import { type Degrees, projectionNamed, toDegrees, usualProjection } from './projections';

/** A PM of an IPE file. Without coordinates of its own it stands at its commune's centre. */
export interface IpePm {
  readonly pmRef: string;
  readonly inseeCode: string;
  readonly commune: string;
  readonly department: string;
  /** Degrees, WGS84; null: the file has none. */
  readonly place: Degrees | null;
}

/** What becomes of it: only deployed ones are kept. */
export type IpeState = 'deployed' | 'abandoned' | 'other';

/** Where a PM's first row stands in the file, for errors found later. */
interface IpeSource {
  readonly line: number;
  /** 1-based. */
  readonly columns: { readonly ReferencePM: number; readonly CoordonneePMX: number; readonly CommunePM: number };
}

export interface NamedPm {
  readonly pm: IpePm;
  readonly state: IpeState;
  readonly source: IpeSource;
}

export interface IpeFile {
  readonly encoding: IpeEncoding;
  readonly separator: IpeSeparator;
  readonly projections: readonly IpeProjection[];
  /** Rows of addresses. */
  readonly rows: number;
  /** Different PMs, deployed or not. */
  readonly pms: readonly NamedPm[];
  /** Codes of the column CodeOI, the first few. */
  readonly operators: readonly string[];
  readonly problems: Problems;
}

/** Errors with line and column (1-based); all are counted, the first ones kept. */
export class Problems {
  total = 0;
  readonly places: IpeProblem[] = [];
  /** The file is not CSV at all, or cut off. */
  malformed = false;

  constructor(private readonly most: number) {}

  add(place: IpeProblem): void {
    this.total += 1;
    if (this.places.length < this.most) this.places.push(place);
  }
}

const MOST_OPERATORS = 10;
const MOST_VALUE = 60;

/**
 * Reads an IPE file as it comes in: columns by header name, one row an address, the PM's columns repeated in each. What
 * `format` does not say is found out. Holds one entry a PM, however many rows there are. Errors are in `problems`, of which
 * `most` are kept; it throws only what `source` throws.
 */
export async function readIpe(source: AsyncIterable<Buffer>, format: IpeFormat = {}, most = 50): Promise<IpeFile> {
  const problems = new Problems(most);
  const { separator, encoding, rows } = await openCsv(source, format.separator);
  const reader = new Reader(problems, format.projection);
  try {
    for await (const { record, info } of rows) reader.read(record, info.lines);
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error;
    problems.malformed = true;
    const character = error.character === undefined ? {} : { column: error.character };
    problems.add({ code: error.code, field: '', line: error.line, ...character, message: error.why });
  }
  if (!reader.hasHeader && !problems.malformed) reader.read([], 1);
  const is = format.encoding ?? encoding.end();
  return {
    encoding: is,
    separator,
    projections: [...reader.projections],
    rows: reader.rows,
    pms: decoded(reader.pms.values(), is, problems),
    operators: [...reader.operators].map(likelyText),
    problems,
  };
}

interface Known extends NamedPm {
  /** Its cells as they were written: those of its other addresses are the same, hardly ever alike. */
  readonly written: string;
}

type Refuse = (code: IpeProblem['code'], field: IpeColumn, message: string) => null;

class Reader {
  readonly pms = new Map<string, Known>();
  readonly projections = new Set<IpeProjection>();
  readonly operators = new Set<string>();
  rows = 0;
  #header: IpeHeader | undefined;

  constructor(
    private readonly problems: Problems,
    private readonly projection: IpeProjection | undefined,
  ) {}

  get hasHeader(): boolean {
    return this.#header !== undefined;
  }

  read(record: readonly string[], line: number): void {
    if (this.#header === undefined) {
      this.#header = readHeader(record, line);
      for (const place of this.#header.problems) this.problems.add(place);
      return;
    }
    this.rows += 1;
    if (this.#header.problems.length === 0) this.#row(this.#header, record, line);
  }

  #row({ at, width }: IpeHeader, record: readonly string[], line: number): void {
    const cell = (name: IpeColumn) => (record[at.get(name) ?? -1] ?? '').trim();
    const columnOf = (name: IpeColumn) => (at.get(name) ?? 0) + 1;
    const refuse: Refuse = (code, field, message) => {
      const value = likelyText(cell(field)).slice(0, MOST_VALUE);
      this.problems.add({ code, field, line, column: columnOf(field), message, ...(value !== '' && { value }) });
      return null;
    };
    // A row cut short, or moved by a stray separator, would pass for one without coordinates.
    if (record.length < width || record.slice(width).some((extra) => extra.trim() !== '')) {
      refuse('row-length', 'ReferencePM', `${record.length} cells, where the header has ${width}`);
      return;
    }
    const operator = cell('CodeOI');
    if (operator !== '' && this.operators.size < MOST_OPERATORS) this.operators.add(operator);
    const written = cells.map(cell).join('\u0001');
    const known = this.pms.get(cell('ReferencePM'));
    if (known?.written === written) return;
    const pm = this.#pm(cell, refuse);
    if (pm === null) return;
    const state = stateOf(cell('EtatPM'));
    if (known === undefined) {
      const columns = {
        ReferencePM: columnOf('ReferencePM'),
        CoordonneePMX: columnOf('CoordonneePMX'),
        CommunePM: columnOf('CommunePM'),
      };
      this.pms.set(pm.pmRef, { pm, state, written, source: { line, columns } });
    } else if (known.state !== state || JSON.stringify(known.pm) !== JSON.stringify(pm)) {
      refuse('told-otherwise', 'ReferencePM', `${likelyText(pm.pmRef)} is told otherwise in line ${known.source.line}`);
    }
  }

  #pm(cell: (name: IpeColumn) => string, refuse: Refuse): IpePm | null {
    const pmRef = cell('ReferencePM');
    const inseeCode = cell('CodeInseePM');
    const commune = cell('CommunePM');
    if (pmRef === '' || pmRef.length > 50)
      return refuse('bad-reference', 'ReferencePM', 'a reference of 1 to 50 characters is wanted');
    const department = departmentOfInsee(inseeCode);
    if (!/^\d[\dAB]\d{3}$/.test(inseeCode) || !departmentCode.safeParse(department).success)
      return refuse('bad-insee', 'CodeInseePM', `"${likelyText(inseeCode).slice(0, MOST_VALUE)}" is no INSEE code`);
    if (commune === '') return refuse('empty', 'CommunePM', 'empty');
    const x = cell('CoordonneePMX');
    const y = cell('CoordonneePMY');
    const base = { pmRef, inseeCode, commune, department };
    if (x === '' && y === '') return { ...base, place: null };
    const said = cell('TypeProjectionGeographique');
    const projection =
      this.projection ?? (said === '' ? usualProjection(department) : projectionNamed(likelyText(said)));
    if (projection === undefined)
      return refuse('unknown-projection', 'TypeProjectionGeographique', 'no projection that is read here');
    this.projections.add(projection);
    const place = toDegrees(projection, numberOf(x), numberOf(y));
    if (place === null) {
      return refuse(
        'not-a-place',
        'CoordonneePMX',
        `"${likelyText(x)}" "${likelyText(y)}" is no place in ${projection}`.slice(0, 200),
      );
    }
    return { ...base, place };
  }
}

/** What tells one PM from another. */
const cells: readonly IpeColumn[] = [
  'ReferencePM',
  'EtatPM',
  'CodeInseePM',
  'CommunePM',
  'CoordonneePMX',
  'CoordonneePMY',
  'TypeProjectionGeographique',
];

function stateOf(cell: string): IpeState {
  const bare = likelyText(cell)
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '');
  return bare === 'DEPLOYE' ? 'deployed' : bare === 'ABANDONNE' ? 'abandoned' : 'other';
}

/** French decimals: `423992,64`; spaces between thousands. NaN when it is no number. */
function numberOf(text: string): number {
  const bare = text.replace(/[ \u00a0]/g, '');
  return /^-?\d+([.,]\d+)?$/.test(bare) ? Number(bare.replace(',', '.')) : Number.NaN;
}

function decoded(pms: Iterable<Known>, encoding: IpeEncoding, problems: Problems): NamedPm[] {
  const all: NamedPm[] = [];
  for (const { pm, state, source } of pms) {
    const pmRef = decodeCell(pm.pmRef, encoding);
    const commune = decodeCell(pm.commune, encoding);
    if (pmRef !== null && commune !== null) all.push({ pm: { ...pm, pmRef, commune }, state, source });
    else {
      const field = pmRef === null ? 'ReferencePM' : 'CommunePM';
      const value = likelyText(pmRef === null ? pm.pmRef : pm.commune).slice(0, MOST_VALUE);
      problems.add({
        code: 'other-encoding',
        field,
        line: source.line,
        column: source.columns[field],
        message: `not ${encoding}`,
        value,
      });
    }
  }
  return all;
}
