import { ipeCsv } from '@shared/demo/ipe';
import { places } from '@shared/demo/places';
import { createWorld } from '@shared/demo/world';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import girondeJson from '../../../resources/places/gironde.json';
import { Refusal } from '../../refusals';
import { readIpe } from './read-ipe';

const HEADER =
  'EtatPM;ReferencePM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique;NombreLogementsPM';
const BORDEAUX = 'DEPLOYE;FI-33063-0001;33063;Bordeaux;417152,2;6422110,93;Lambert-93;40';

const read = (...rows: string[]) => readIpe(Buffer.from([HEADER, ...rows, ''].join('\r\n')));

function refusalOf(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('IPE files', () => {
  it('finds columns by name and turns Lambert-93 with decimal commas into degrees', () => {
    const { pm } = read(BORDEAUX).pms[0] ?? {};
    expect(pm).toMatchObject({ pmRef: 'FI-33063-0001', department: '33', commune: 'Bordeaux' });
    expect(pm?.place?.longitude).toBeCloseTo(-0.5805, 5);
    expect(pm?.place?.latitude).toBeCloseTo(44.84044, 5);
  });

  it('takes WGS84 as it is, and Lambert-93 where the projection is not named', () => {
    const wgs84 = read('DEPLOYE;P;33063;Bordeaux;-0,5805;44,84044;WGS84;1').pms[0]?.pm.place;
    expect(wgs84).toEqual({ longitude: -0.5805, latitude: 44.84044 });
    expect(read(BORDEAUX.replace('Lambert-93', '')).pms[0]?.pm.place).toEqual(read(BORDEAUX).pms[0]?.pm.place);
  });

  it('reads UTF-8 with BOM and Windows-1252 alike', () => {
    const file = `${HEADER}\n${BORDEAUX.replace('Bordeaux', 'Mérignac')}\n`;
    const files = [Buffer.from(file), Buffer.from(`\ufeff${file}`), Buffer.from(file, 'latin1')];
    expect(files.map((bytes) => readIpe(bytes).pms[0]?.pm.commune)).toEqual(['Mérignac', 'Mérignac', 'Mérignac']);
  });

  it('counts a PM of many addresses once, and keeps deployed ones only', () => {
    const inBuilding = BORDEAUX.replace('DEPLOYE', 'EN COURS DE DEPLOIEMENT').replace('0001', '0002');
    const file = read(BORDEAUX, BORDEAUX, inBuilding, BORDEAUX);
    expect(file.named).toBe(2);
    expect(file.pms.map(({ pm }) => pm.pmRef)).toEqual(['FI-33063-0001']);
  });

  it.each([
    ['another place', BORDEAUX.replace('417152,2', '417160,0')],
    ['another state', BORDEAUX.replace('DEPLOYE', 'ABANDONNE')],
    ['another commune', BORDEAUX.replace('Bordeaux', 'Pessac')],
  ])('refuses a PM repeated with %s', (_what, row) => {
    expect(refusalOf(() => read(BORDEAUX, row)).places).toMatchObject([{ field: 'ReferencePM', line: 3, column: 2 }]);
  });

  it.each([
    ['a projection not read here', BORDEAUX.replace('Lambert-93', 'RGR92'), 'TypeProjectionGeographique', 7],
    ['no number', BORDEAUX.replace('417152,2', 'x'), 'CoordonneePMX', 5],
    ['one coordinate of two', BORDEAUX.replace('417152,2', ''), 'CoordonneePMX', 5],
    ['X and Y exchanged', 'DEPLOYE;P;33063;Bordeaux;6422110,93;417152,2;Lambert-93;1', 'CoordonneePMX', 5],
    ['degrees under Lambert-93', 'DEPLOYE;P;33063;Bordeaux;-0,58;44,84;Lambert-93;1', 'CoordonneePMX', 5],
    ['no such département', BORDEAUX.replace(';33063;', ';00063;'), 'CodeInseePM', 3],
    ['no reference', BORDEAUX.replace('FI-33063-0001', ''), 'ReferencePM', 2],
    ['a row cut short', 'DEPLOYE;FI-33063-0001;33063;Bordeaux', 'ReferencePM', 2],
    ['a stray ;', BORDEAUX.replace('Bordeaux', 'Bordeaux;Nord'), 'ReferencePM', 2],
  ])('refuses %s, with line and column', (_what, row, field, column) => {
    const { code, places: at } = refusalOf(() => read('', BORDEAUX.replace('0001', '0009'), row));
    expect(code).toBe('INVALID_FIELD');
    expect(at).toMatchObject([{ field, line: 4, column }]);
  });

  it('names every column that the header lacks', () => {
    const { places: at } = refusalOf(() => readIpe(Buffer.from('ReferencePM;EtatPM;CodeInseePM;CommunePM\n')));
    expect(at?.map(({ field, line }) => [field, line])).toEqual([
      ['CoordonneePMX', 1],
      ['CoordonneePMY', 1],
    ]);
  });

  it.each(['FTEL', 'GTHD'])(
    'reads what the demonstration writes for %s, to the metre',
    (code) => {
      const world = createWorld(places.parse(girondeJson), 1);
      const own = world.pms.filter((pm) => pm.infraOperatorCode === code);
      const file = readIpe(Buffer.from(ipeCsv(world, code)));
      expect(file.pms.map(({ pm }) => pm.pmRef)).toEqual(own.map((pm) => pm.pmRef));
      const read = file.pms.map(({ pm: { place } }) => place);
      expect(read.map((place) => place === null)).toEqual(own.map((pm) => pm.accuracy === 'commune'));
      const off = read.map((place, i) => {
        const pm = own[i];
        if (!place || !pm) return 0;
        return Math.max(Math.abs(place.longitude - pm.longitude), Math.abs(place.latitude - pm.latitude));
      });
      expect(Math.max(...off)).toBeLessThan(1e-5);
    },
    20_000,
  );

  it('safety 28: whatever the bytes, a result or a refusal with lines', () => {
    const pieces = fc.constantFrom(HEADER, BORDEAUX, '\r\n', '\n', ';', '"', '\0', ',', 'é', '-1e999', 'DEPLOYE');
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: pieces }, fc.string()), { maxLength: 30 });
    const bytes = fc.oneof(
      text.map((parts) => Buffer.from(`${HEADER}\n${parts.join('')}`)),
      fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        try {
          readIpe(body);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          for (const place of (error as Refusal).places ?? []) expect(place.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
