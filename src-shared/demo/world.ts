import type { OperatorCode } from '../domain/codes';
import type { accuracies } from '../domain/pm';
import type { Places } from './places';
import { planPms } from './plan';
import { createRandom } from './random';
import { createScatter } from './scatter';

/** A PM of the demonstration: the facts its infrastructure operator publishes, and how many lines each operator has. */
export interface DemoPm {
  /** Place in `World.pms`; the seed of its lines. */
  readonly index: number;
  readonly pmRef: string;
  /** One, or two for the largest cabinets. Never empty; an M1 names one of them. */
  readonly technicalPmRefs: readonly [string, ...string[]];
  readonly infraOperatorCode: OperatorCode;
  readonly inseeCode: string;
  readonly commune: string;
  readonly postalCode: string;
  readonly department: string;
  /** Zone of the regulator, TypeZone in IPE files. */
  readonly zone: 1 | 2 | 3;
  /** Degrees, WGS84, six decimals. */
  readonly longitude: number;
  readonly latitude: number;
  /** `commune`: the IPE file carries no coordinates for it, so it stands at its commune's centre. */
  readonly accuracy: (typeof accuracies)[number];
  readonly kind: 'building' | 'street';
  /** Homes that the PM serves: positions on its distribution side. */
  readonly homes: number;
  /** Positions in one module. */
  readonly moduleSize: 12 | 24;
  /** Active lines by operator; operators without a line are absent. */
  readonly lineCounts: Readonly<Record<OperatorCode, number>>;
  readonly lineCount: number;
  /** Lines of all PMs before this one: makes references unique without a register. */
  readonly firstLine: number;
  /** By operator, its PONs before this PM. A PON is never shared between PMs or operators. */
  readonly firstPon: Readonly<Record<OperatorCode, number>>;
}

/** PMs are made at once, lines only when asked for (lines.ts). */
export interface World {
  readonly seed: number;
  readonly department: string;
  readonly pms: readonly DemoPm[];
  /** Active lines of all operators together. */
  readonly lineCount: number;
}

/** The seed of the one network that the hub's demonstration and the simulated operators share. */
export const DEMO_WORLD_SEED = 1;

/** ONTs that a coupler, and so a PON, can hold. */
export const PON_CAPACITY = 64;

/** Share of PMs whose IPE rows come without coordinates, as happens in real files. */
const WITHOUT_COORDINATES = 0.01;

/** From this many homes on, a cabinet counts as two technical PMs. */
const TWO_TECHNICAL_PMS = 480;

const PLACING_STREAM = 2;

/**
 * The whole network of the demonstration, about 2,000 PMs and 200,000 lines for Gironde; the same for the same places
 * and seed. Everything but the communes is invented (docs/data.md). Takes some tens of milliseconds.
 */
export function createWorld(places: Places, seed: number): World {
  const scatter = createScatter(places);
  const nextPon: Record<OperatorCode, number> = {};
  let firstLine = 0;
  const sequences = new Map<string, number>();
  const pms = planPms(places, seed).map((plan, index): DemoPm => {
    const { commune } = plan;
    const random = createRandom(seed, PLACING_STREAM, index);
    const infraOperatorCode = commune.zone === 3 ? 'GTHD' : 'FTEL';
    const sequence = (sequences.get(commune.inseeCode) ?? 0) + random.int(1, 3);
    sequences.set(commune.inseeCode, sequence);
    const suffix = sequence.toString(16).toUpperCase().padStart(4, '0');
    const pmRef = `${ptoPrefix(infraOperatorCode)}-${commune.inseeCode}-${suffix}`;
    const accuracy = random.chance(WITHOUT_COORDINATES) ? 'commune' : 'exact';
    const [longitude, latitude] =
      accuracy === 'exact' ? scatter(commune, random) : [commune.longitude, commune.latitude];
    const lineCount = Object.values(plan.lineCounts).reduce((sum, count) => sum + count, 0);
    const firstPon = { ...nextPon };
    for (const [code, count] of Object.entries(plan.lineCounts)) {
      nextPon[code] = (nextPon[code] ?? 0) + ponsFor(count);
    }
    const pm: DemoPm = {
      index,
      pmRef,
      technicalPmRefs: plan.homes >= TWO_TECHNICAL_PMS ? [`${pmRef}-T1`, `${pmRef}-T2`] : [`${pmRef}-T1`],
      infraOperatorCode,
      inseeCode: commune.inseeCode,
      commune: commune.name,
      postalCode: commune.postalCode,
      department: places.department,
      zone: commune.zone,
      longitude,
      latitude,
      accuracy,
      kind: plan.kind,
      homes: plan.homes,
      moduleSize: plan.kind === 'building' ? 12 : 24,
      lineCounts: plan.lineCounts,
      lineCount,
      firstLine,
      firstPon,
    };
    firstLine += lineCount;
    return pm;
  });
  return { seed, department: places.department, pms, lineCount: firstLine };
}

/** PONs, each behind a coupler of its own, that carry so many lines of one operator at one PM. */
export function ponsFor(lines: number): number {
  return Math.ceil(lines / PON_CAPACITY);
}

/** First letters of the references of an infrastructure operator's PMs and PTOs. */
export function ptoPrefix(infraOperatorCode: OperatorCode): string {
  return infraOperatorCode === 'FTEL' ? 'FI' : 'GT';
}
