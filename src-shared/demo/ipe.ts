import type { OperatorCode } from '../domain/codes';
import { toLambert93 } from './lambert93';
import { createRandom } from './random';
import type { DemoPm, World } from './world';

const columns = [
  'ReferencePM',
  'EtatPM',
  'TypeEmplacementPM',
  'CapaciteMaxPM',
  'NombreLogementsPM',
  'CodeInseePM',
  'CommunePM',
  'CodePostalPM',
  'CoordonneePMX',
  'CoordonneePMY',
  'TypeProjectionGeographique',
  'TypeZone',
  'CodeOI',
  'CodeInseeImmeuble',
  'CoordonneeImmeubleX',
  'CoordonneeImmeubleY',
  'NombreLogementsAdresseIPE',
] as const;

const HOMES_PER_ADDRESS = 40;
const ADDRESS_STREAM = 4;

/**
 * The IPE file that an infrastructure operator would publish (interop.md, Identifiers): `;`, decimal comma, one row an
 * address with the PM's columns repeated. FTEL writes Lambert-93, the public network WGS84, as both are met. PMs of
 * accuracy `commune` come without coordinates.
 */
export function ipeCsv(world: World, infraOperatorCode: OperatorCode): string {
  const rows = world.pms
    .filter((pm) => pm.infraOperatorCode === infraOperatorCode)
    .flatMap((pm) => addressRows(world, pm))
    .map((row) => row.join(';'));
  return `${[columns.join(';'), ...rows].join('\r\n')}\r\n`;
}

function addressRows(world: World, pm: DemoPm): readonly (readonly string[])[] {
  const random = createRandom(world.seed, ADDRESS_STREAM, pm.index);
  const count = pm.kind === 'building' ? 1 : Math.ceil(pm.homes / HOMES_PER_ADDRESS);
  const projection = pm.infraOperatorCode === 'FTEL' ? 'Lambert-93' : 'WGS84';
  const place = (longitude: number, latitude: number): readonly [string, string] => {
    if (projection === 'WGS84') return [decimal(longitude, 6), decimal(latitude, 6)];
    const { x, y } = toLambert93(longitude, latitude);
    return [decimal(x, 2), decimal(y, 2)];
  };
  const own = pm.accuracy === 'exact' ? place(pm.longitude, pm.latitude) : (['', ''] as const);
  const head = [
    pm.pmRef,
    'DEPLOYE',
    pm.kind === 'building' ? 'PMI' : 'PME-Armoire de rue',
    String(Math.ceil(pm.homes / pm.moduleSize) * pm.moduleSize),
    String(pm.homes),
    pm.inseeCode,
    pm.commune,
    pm.postalCode,
    ...own,
    projection,
    String(pm.zone),
    pm.infraOperatorCode,
  ];
  return Array.from({ length: count }, (_, i) => {
    const homes = Math.floor(((i + 1) * pm.homes) / count) - Math.floor((i * pm.homes) / count);
    const reach = pm.kind === 'building' ? 0 : 0.003;
    const address = place(pm.longitude + reach * (random.float() - 0.5), pm.latitude + reach * (random.float() - 0.5));
    return [...head, pm.inseeCode, ...address, String(homes)];
  });
}

const decimal = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',');
