import { ipeCsv } from '@shared/demo/ipe';
import { places } from '@shared/demo/places';
import { createWorld } from '@shared/demo/world';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import girondeJson from '../../../../resources/places/gironde.json';
import { type IpeFile, readIpe } from './read';

const HEADER =
  'EtatPM;ReferencePM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique;NombreLogementsPM';
const BORDEAUX = 'DEPLOYE;FI-33063-0001;33063;Bordeaux;417152,2;6422110,93;Lambert-93;40';

/** A body as it comes in, in pieces of `size` bytes. */
async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const ofBytes = (bytes: Buffer, size?: number, format = {}) => readIpe(inPieces(bytes, size), format);
const read = (...rows: string[]) => ofBytes(Buffer.from([HEADER, ...rows, ''].join('\r\n')));
const deployed = (file: IpeFile) => file.pms.filter(({ state }) => state === 'deployed').map(({ pm }) => pm);

describe('IPE files', () => {
  it('finds columns by name and turns Lambert-93 with decimal commas into degrees', async () => {
    const [pm] = deployed(await read(BORDEAUX));
    expect(pm).toMatchObject({ pmRef: 'FI-33063-0001', department: '33', commune: 'Bordeaux' });
    expect(pm?.place?.longitude).toBeCloseTo(-0.5805, 5);
    expect(pm?.place?.latitude).toBeCloseTo(44.84044, 5);
  });

  it('takes WGS84 as it is, and Lambert-93 where the projection is not named', async () => {
    const [wgs84] = deployed(await read('DEPLOYE;P;33063;Bordeaux;-0,5805;44,84044;WGS84;1'));
    expect(wgs84?.place).toEqual({ longitude: -0.5805, latitude: 44.84044 });
    const unnamed = await read(BORDEAUX.replace('Lambert-93', ''));
    expect(deployed(unnamed)[0]?.place).toEqual(deployed(await read(BORDEAUX))[0]?.place);
    expect([unnamed.projections, unnamed.separator]).toEqual([['LAMBERT93'], 'semicolon']);
  });

  it('reads UTF-8 with and without BOM and Windows-1252 alike, wherever a character is cut', async () => {
    const file = `${HEADER}\n${BORDEAUX.replace('Bordeaux', 'Mérignac – L’Œuf').replace(';40', ';')}\n`;
    const ansi = Buffer.from(file.replace('–', '\u0096').replace('’', '\u0092').replace('Œ', '\u008c'), 'latin1');
    for (const bytes of [Buffer.from(file), Buffer.from(`\ufeff${file}`), ansi]) {
      for (const size of [1, 3, 7, 100, 10_000]) {
        const [pm] = deployed(await ofBytes(bytes, size));
        expect(pm?.commune).toBe('Mérignac – L’Œuf');
      }
    }
    expect((await ofBytes(ansi)).encoding).toBe('windows-1252');
    const forced = await ofBytes(ansi, 100, { encoding: 'utf-8' });
    expect(forced.problems.places).toMatchObject([{ field: 'CommunePM', line: 2, column: 4, message: 'not utf-8' }]);
  });

  it('knows its columns by other spellings, without case, accents and signs', async () => {
    const header = 'ÉTAT_PM,référence pm,code insee PM,commune-pm,coordonnéePMX,COORDONNEE_PM_Y,Projection';
    for (const encoding of ['utf8', 'latin1'] as const) {
      const file = await ofBytes(
        Buffer.from(`${header}\ndéployé,P1,33063,Bègles,417152.2,"6422110,93",EPSG:2154\n`, encoding),
      );
      expect(file).toMatchObject({ separator: 'comma', problems: { total: 0 } });
      expect(deployed(file)).toMatchObject([{ pmRef: 'P1', commune: 'Bègles' }]);
    }
  });

  it('counts a PM of many addresses once, and tells deployed, abandoned and other ones apart', async () => {
    const inBuilding = BORDEAUX.replace('DEPLOYE', 'EN COURS DE DEPLOIEMENT').replace('0001', '0002');
    const abandoned = BORDEAUX.replace('DEPLOYE', 'Abandonné').replace('0001', '0003');
    const file = await read(BORDEAUX, BORDEAUX, inBuilding, BORDEAUX, abandoned);
    expect(file.rows).toBe(5);
    expect(file.pms.map(({ pm, state }) => [pm.pmRef, state])).toEqual([
      ['FI-33063-0001', 'deployed'],
      ['FI-33063-0002', 'other'],
      ['FI-33063-0003', 'abandoned'],
    ]);
  });

  it.each([
    ['another place', BORDEAUX.replace('417152,2', '417160,0')],
    ['another state', BORDEAUX.replace('DEPLOYE', 'ABANDONNE')],
  ])('refuses a PM that has %s in another row', async (_what, row) => {
    const { problems } = await read(BORDEAUX, row);
    expect(problems.places).toMatchObject([{ field: 'ReferencePM', line: 3, column: 2, value: 'FI-33063-0001' }]);
  });

  it.each([
    ['a projection not read here', BORDEAUX.replace('Lambert-93', 'LAMBERT II'), 'TypeProjectionGeographique', 7],
    ['metres of another land', BORDEAUX.replace('Lambert-93', 'RGR92'), 'CoordonneePMX', 5],
    ['no number', BORDEAUX.replace('417152,2', 'x'), 'CoordonneePMX', 5],
    ['one coordinate of two', BORDEAUX.replace('417152,2', ''), 'CoordonneePMX', 5],
    ['X and Y exchanged', 'DEPLOYE;P;33063;Bordeaux;6422110,93;417152,2;Lambert-93;1', 'CoordonneePMX', 5],
    ['degrees exchanged', 'DEPLOYE;P;33063;Bordeaux;44,84;-0,58;WGS84;1', 'CoordonneePMX', 5],
    ['degrees under Lambert-93', 'DEPLOYE;P;33063;Bordeaux;-0,58;44,84;Lambert-93;1', 'CoordonneePMX', 5],
    ['no such département', BORDEAUX.replace(';33063;', ';00063;'), 'CodeInseePM', 3],
    ['no reference', BORDEAUX.replace('FI-33063-0001', ''), 'ReferencePM', 2],
    ['a row cut short', 'DEPLOYE;FI-33063-0001;33063;Bordeaux', 'ReferencePM', 2],
    ['a stray ;', BORDEAUX.replace('Bordeaux', 'Bordeaux;Nord'), 'ReferencePM', 2],
  ])('refuses %s, with line and column', async (_what, row, field, column) => {
    const { problems } = await read('', BORDEAUX.replace('0001', '0009'), row);
    expect(problems).toMatchObject({ total: 1, malformed: false, places: [{ field, line: 4, column }] });
  });

  it('names every column that the header lacks, and those that are there twice', async () => {
    const { problems } = await ofBytes(Buffer.from('ReferencePM;EtatPM;CodeInseePM;CommunePM;RefPM\nP;x\n'));
    expect(problems.places.map(({ field, line, column }) => [field, line, column])).toEqual([
      ['ReferencePM', 1, 5],
      ['CoordonneePMX', 1, undefined],
      ['CoordonneePMY', 1, undefined],
    ]);
    expect((await ofBytes(Buffer.alloc(0))).problems.total).toBe(6);
  });

  it('counts every error and keeps the first ones', async () => {
    const wrong = Array.from({ length: 120 }, (_, i) => BORDEAUX.replace('0001', `W${i}`).replace('417152,2', 'x'));
    const { problems } = await read(...wrong);
    expect([problems.total, problems.places.length]).toEqual([120, 50]);
  });

  it.each([
    ['a quote that is never closed', `${HEADER}\n"${BORDEAUX}\n`, 2],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\n${BORDEAUX}\n`, 'utf16le'), 1],
    ['a NUL', `${HEADER}\n${BORDEAUX}\n\0`, 3],
  ])('is no CSV: %s', async (_what, body, line) => {
    const { problems } = await ofBytes(Buffer.from(body as string));
    expect(problems).toMatchObject({ malformed: true, total: expect.any(Number) });
    expect(problems.places.at(-1)?.line).toBe(line);
  });

  it('throws what its source throws, and lets go of it', async () => {
    let released = false;
    async function* cut(): AsyncGenerator<Buffer> {
      try {
        yield Buffer.from(`${HEADER}\n${BORDEAUX}\n`);
        throw new Error('cut');
      } finally {
        released = true;
      }
    }
    await expect(readIpe(cut())).rejects.toThrow('cut');
    expect(released).toBe(true);
  });

  it.each(['FTEL', 'GTHD'])(
    'reads what the demonstration writes for %s, to the metre',
    async (code) => {
      const world = createWorld(places.parse(girondeJson), 1);
      const own = world.pms.filter((pm) => pm.infraOperatorCode === code);
      const file = await ofBytes(Buffer.from(ipeCsv(world, code)), 65_536);
      const read = deployed(file);
      expect(read.map((pm) => pm.pmRef)).toEqual(own.map((pm) => pm.pmRef));
      expect(read.map(({ place }) => place === null)).toEqual(own.map((pm) => pm.accuracy === 'commune'));
      const off = read.map(({ place }, i) => {
        const pm = own[i];
        if (!place || !pm) return 0;
        return Math.max(Math.abs(place.longitude - pm.longitude), Math.abs(place.latitude - pm.latitude));
      });
      expect(Math.max(...off)).toBeLessThan(1e-5);
    },
    20_000,
  );

  it('safety 28: whatever the bytes, PMs or problems with lines', async () => {
    const pieces = fc.constantFrom(HEADER, BORDEAUX, '\r\n', '\n', ';', '"', '\0', ',', '\t', 'é', '-1e999', 'DEPLOYE');
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: pieces }, fc.string()), { maxLength: 30 });
    const bytes = fc.oneof(
      text.map((parts) => Buffer.from(`${HEADER}\n${parts.join('')}`)),
      fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (body, size) => {
        const { problems } = await ofBytes(body, size);
        for (const { line } of problems.places) expect(line).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});
