import { type IpeProjection, type IpeSeparator, ipeSeparators } from '@shared/contract/ipe';
import fc from 'fast-check';
import proj4 from 'proj4';
import { expect, it } from 'vitest';
import { metresBetween } from './changes';
import { projectionNamed } from './projections';
import { readIpe } from './read';

/** Where each projection is used: a département with the land around it, and how EPSG defines it. */
const lands: readonly {
  readonly name: string;
  readonly is: IpeProjection;
  readonly insee: string;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly definition: string | null;
}[] = [
  { name: 'WGS84', is: 'WGS84', insee: '33063', box: [-1, 44, 1, 46], definition: null },
  {
    name: 'Lambert-93',
    is: 'LAMBERT93',
    insee: '33063',
    box: [-4.5, 42.5, 8, 51],
    definition:
      '+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80 +units=m +no_defs',
  },
  { name: 'RGAF09', is: 'RGAF09', insee: '97105', box: [-61.8, 15.8, -61, 16.5], definition: '+proj=utm +zone=20' },
  {
    name: 'EPSG:5490',
    is: 'RGAF09',
    insee: '97209',
    box: [-61.2, 14.4, -60.8, 14.9],
    definition: '+proj=utm +zone=20',
  },
  { name: 'RGFG95', is: 'RGFG95', insee: '97302', box: [-54, 3, -51.7, 5.7], definition: '+proj=utm +zone=22' },
  {
    name: 'RGR92',
    is: 'RGR92',
    insee: '97411',
    box: [55.2, -21.4, 55.8, -20.9],
    definition: '+proj=utm +zone=40 +south',
  },
  {
    name: 'RGM04',
    is: 'RGM04',
    insee: '97608',
    box: [45, -13, 45.3, -12.6],
    definition: '+proj=utm +zone=38 +south',
  },
  { name: 'RGSPM06', is: 'RGSPM06', insee: '97502', box: [-56.4, 46.7, -56.1, 47.1], definition: '+proj=utm +zone=21' },
];

const signs: Readonly<Record<IpeSeparator, string>> = { semicolon: ';', comma: ',', tab: '\t', pipe: '|' };
const encodings = ['utf-8', 'utf-8-bom', 'windows-1252'] as const;

const somewhere = fc.constantFrom(...lands).chain((land) => {
  const [west, south, east, north] = land.box;
  const within = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
  return fc.record({ land: fc.constant(land), longitude: within(west, east), latitude: within(south, north) });
});

it.each(lands)('knows $name', ({ name, is }) => expect(projectionNamed(name)).toBe(is));

it('an encoded, separated, projected file comes back to within a metre, named or as is usual there', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(somewhere, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(...ipeSeparators),
      fc.constantFrom(...encodings),
      fc.constantFrom(',', '.'),
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      async (points, separator, encoding, decimal, isNamed, size) => {
        const rows = points.map(({ land, longitude, latitude }, i) => {
          const [x, y] =
            land.definition === null
              ? [longitude, latitude]
              : proj4('WGS84', `${land.definition} +ellps=GRS80 +units=m`, [longitude, latitude]);
          const digits = land.definition === null ? 7 : 2;
          const write = (value: number | undefined) => (value ?? 0).toFixed(digits).replace('.', decimal);
          const named = isNamed || land.definition === null ? land.name : '';
          return [`PM-${i}`, 'DEPLOYE', land.insee, 'Évrecy', write(x), write(y), named];
        });
        const header =
          'ReferencePM EtatPM CodeInseePM CommunePM CoordonneePMX CoordonneePMY TypeProjectionGeographique';
        const sign = signs[separator];
        const cell = (text: string) => (text.includes(sign) ? `"${text}"` : text);
        const text = [header.split(' '), ...rows].map((row) => row.map(cell).join(sign)).join('\r\n');
        const bytes =
          encoding === 'windows-1252'
            ? Buffer.from(text, 'latin1')
            : Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`);
        async function* parts(): AsyncGenerator<Buffer> {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        }
        const file = await readIpe(parts());
        expect(file.problems.places).toEqual([]);
        expect(file).toMatchObject({ separator, encoding: encoding === 'windows-1252' ? encoding : 'utf-8' });
        for (const [i, { longitude, latitude }] of points.entries()) {
          const place = file.pms[i]?.pm.place ?? { longitude: 0, latitude: 0 };
          expect(metresBetween(place, { longitude, latitude })).toBeLessThan(1);
          expect(file.pms[i]?.pm.commune).toBe('Évrecy');
        }
      },
    ),
    { numRuns: 300 },
  );
});
