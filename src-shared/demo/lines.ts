import type { OperatorCode } from '../domain/codes';
import type { Line } from '../domain/line';
import { createRandom, mix32, type Random } from './random';
import { type DemoPm, PON_CAPACITY, ponsFor, ptoPrefix, type World } from './world';

/** A line and whose it is: `line` is exactly what that operator would send to PUT /api/lines. */
export interface DemoLine {
  readonly operatorCode: OperatorCode;
  readonly line: Line;
}

/** What an operator's own equipment looks like. All of it invented; no two operators share an OLT. */
interface Fittings {
  readonly firstOlt: number;
  readonly patchCord: string;
  readonly ontVendors: readonly string[];
  readonly servicePrefix: string;
}

const fittings: Readonly<Record<OperatorCode, Fittings>> = {
  FTEL: { firstOlt: 1101, patchCord: 'ORANGE', ontVendors: ['SMBS', 'ALCL', 'HWTC'], servicePrefix: 'FTH' },
  BYTL: { firstOlt: 3401, patchCord: 'BLEU', ontVendors: ['HWTC', 'NOKG'], servicePrefix: 'BYT' },
  SFRA: { firstOlt: 5201, patchCord: 'ROUGE', ontVendors: ['HWTC', 'ALCL', 'ZTEG'], servicePrefix: 'SFR' },
  FREE: { firstOlt: 7301, patchCord: 'VERT', ontVendors: ['ICTR', 'ALCL'], servicePrefix: 'FRE' },
};

const oddPatchCords = ['JAUNE', 'BLANC', 'NOIR', 'VIOLET'];
/** Now and then a technician had no cord of the right colour. */
const ODD_PATCH_CORD = 0.05;

const PONS_PER_CARD = 16;
const CARDS_PER_OLT = 8;
const FIBRES_PER_TUBE = 12;

const LINES_STREAM = 3;

/**
 * All lines of one PM in order of position, the same every time, without making those of other PMs. Operators are
 * mixed within each module, as customers choose; each one's lines fill its couplers in turn.
 */
export function linesOfPm(world: World, pm: DemoPm): readonly DemoLine[] {
  const random = createRandom(world.seed, LINES_STREAM, pm.index);
  const owners = random.shuffle(
    Object.entries(pm.lineCounts).flatMap(([code, count]) => Array<string>(count).fill(code)),
  );
  const homes = Array.from({ length: pm.homes }, (_, home) => home);
  const connected = random.shuffle(homes).slice(0, pm.lineCount);
  connected.sort((a, b) => a - b);
  const homesPerPbo = pm.kind === 'building' ? 8 : random.pick([6, 8, 12]);
  const seats = seatsByOperator(pm, random);
  return owners.map((operatorCode, i) => {
    const home = connected[i] ?? i;
    const seat = seats.get(operatorCode)?.pop() ?? 0;
    return {
      operatorCode,
      line: lineAt(world, pm, { operatorCode, home, ordinal: pm.firstLine + i, seat, homesPerPbo, random }),
    };
  });
}

/** An operator's whole inventory, PM by PM, made as it is read. */
export function* linesOf(world: World, operatorCode: OperatorCode): Generator<Line, void, undefined> {
  for (const pm of world.pms) {
    if (pm.lineCounts[operatorCode] === undefined) continue;
    for (const owned of linesOfPm(world, pm)) if (owned.operatorCode === operatorCode) yield owned.line;
  }
}

/** Which ONT number on which of its PONs each line of an operator gets: PON × 64 + ONT, in no order. */
function seatsByOperator(pm: DemoPm, random: Random): Map<OperatorCode, number[]> {
  return new Map(
    Object.entries(pm.lineCounts).map(([code, count]) => {
      const pons = ponsFor(count);
      const seats = Array.from({ length: count }, (_, i) => (i % pons) * PON_CAPACITY + Math.floor(i / pons) + 1);
      return [code, random.shuffle(seats)];
    }),
  );
}

interface Connection {
  readonly operatorCode: OperatorCode;
  /** Counted from 0 along the PM's distribution side. */
  readonly home: number;
  /** Counted from 0 over all lines of the world. */
  readonly ordinal: number;
  readonly seat: number;
  readonly homesPerPbo: number;
  readonly random: Random;
}

function lineAt(world: World, pm: DemoPm, connection: Connection): Line {
  const { operatorCode, home, ordinal, seat, homesPerPbo, random } = connection;
  const { firstOlt, patchCord, ontVendors, servicePrefix } = fittingsOf(operatorCode);
  const module = Math.floor(home / pm.moduleSize);
  const coupler = Math.floor((seat - 1) / PON_CAPACITY);
  const pto = hex(mix32(ordinal + mix32(world.seed)));
  return {
    ptoRef: `${ptoPrefix(pm.infraOperatorCode)}-${pto.slice(0, 4)}-${pto.slice(4)}`,
    pboRef: `PBO-${pm.pmRef.slice(3)}-${numbered(Math.floor(home / homesPerPbo) + 1, 3)}`,
    lineServiceRef: `${servicePrefix}${numbered(1_000_000 + ordinal * 7 + (mix32(ordinal) % 7), 9)}`,
    pmRef: pm.pmRef,
    technicalPmRef: pm.technicalPmRefs[home < pm.homes / 2 ? 0 : pm.technicalPmRefs.length - 1] ?? pm.pmRef,
    pmModuleName: `M${numbered(module + 1, 2)}`,
    pmModulePosition: String((home % pm.moduleSize) + 1),
    splitterPosition: `C${numbered(coupler + 1, 1)}-${numbered(((seat - 1) % PON_CAPACITY) + 1, 2)}`,
    tube: `T${numbered(Math.floor(home / FIBRES_PER_TUBE) + 1, 2)}`,
    fibre: `F${numbered((home % FIBRES_PER_TUBE) + 1, 2)}`,
    patchCordColour: random.chance(ODD_PATCH_CORD) ? random.pick(oddPatchCords) : patchCord,
    ontSerial: `${random.pick(ontVendors)}${hex(mix32(ordinal ^ 0x5bd1e995))}`,
    ponPath: ponPathOf(firstOlt, (pm.firstPon[operatorCode] ?? 0) + coupler),
    ontNumber: (seat - 1) % PON_CAPACITY,
  };
}

function fittingsOf(operatorCode: OperatorCode): Fittings {
  const found = fittings[operatorCode];
  if (found === undefined) throw new RangeError(`no lines are made for operator ${operatorCode}`);
  return found;
}

/** Address of an operator's n-th PON: neighbouring PMs hang on the same OLT. */
function ponPathOf(firstOlt: number, pon: number): string {
  const card = Math.floor(pon / PONS_PER_CARD);
  const olt = firstOlt + Math.floor(card / CARDS_PER_OLT);
  return `OLT${olt}-LT${(card % CARDS_PER_OLT) + 1}-PON${(pon % PONS_PER_CARD) + 1}`;
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
const numbered = (value: number, digits: number): string => String(value).padStart(digits, '0');
