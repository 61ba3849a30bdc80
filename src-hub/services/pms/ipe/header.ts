import type { IpeProblem } from '@shared/contract/ipe';
import { likelyText } from './encoding';

/** Columns that are read, by the name that interop.md gives them. */
export const required = [
  'ReferencePM',
  'EtatPM',
  'CodeInseePM',
  'CommunePM',
  'CoordonneePMX',
  'CoordonneePMY',
] as const;
const optional = ['TypeProjectionGeographique', 'CodeOI'] as const;
export type IpeColumn = (typeof required)[number] | (typeof optional)[number];

/** Other spellings that are met, bare: no case, accents, spaces or signs. */
const spellings: Readonly<Record<IpeColumn, readonly string[]>> = {
  ReferencePM: ['referencepm', 'refpm', 'referencedupm', 'pmreference'],
  EtatPM: ['etatpm', 'etatdupm', 'statutpm', 'pmetat'],
  CodeInseePM: ['codeinseepm', 'inseepm', 'pmcodeinsee', 'codeinseedupm', 'codeinseecommunepm'],
  CommunePM: ['communepm', 'nomcommunepm', 'pmcommune', 'communedupm'],
  CoordonneePMX: ['coordonneepmx', 'coordonneespmx', 'coordonneexpm', 'coordpmx', 'xpm', 'pmx'],
  CoordonneePMY: ['coordonneepmy', 'coordonneespmy', 'coordonneeypm', 'coordpmy', 'ypm', 'pmy'],
  TypeProjectionGeographique: [
    'typeprojectiongeographique',
    'typedeprojectiongeographique',
    'projectiongeographique',
    'typeprojection',
    'projection',
  ],
  CodeOI: ['codeoi', 'oicode'],
};

const columnOf: ReadonlyMap<string, IpeColumn> = new Map(
  (Object.keys(spellings) as IpeColumn[]).flatMap((name) => spellings[name].map((bare) => [bare, name] as const)),
);

const bareName = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

export interface IpeHeader {
  /** 0-based, of the columns that are there. */
  readonly at: ReadonlyMap<IpeColumn, number>;
  readonly width: number;
  readonly problems: readonly IpeProblem[];
}

/** Where each column stands, by its name; and which are missing, or there twice. Cells: one character a byte. */
export function readHeader(cells: readonly string[], line: number): IpeHeader {
  const at = new Map<IpeColumn, number>();
  const problems: IpeProblem[] = [];
  for (const [i, cell] of cells.entries()) {
    const text = likelyText(cell).trim();
    const name = columnOf.get(bareName(text));
    if (name === undefined) continue;
    if (at.has(name))
      problems.push({
        code: 'double-column',
        field: name,
        line,
        column: i + 1,
        message: 'this column is there twice',
        value: text,
      });
    else at.set(name, i);
  }
  for (const field of required) {
    if (!at.has(field)) problems.push({ code: 'missing-column', field, line, message: 'no such column in the header' });
  }
  return { at, width: cells.length, problems };
}
