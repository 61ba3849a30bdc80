import type { OperatorCode } from '../domain/codes';
import type { Line } from '../domain/line';
import type { accuracies } from '../domain/pm';
import type { Places } from './places';

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
  readonly zone: 1 | 2 | 3;
  /** Degrees, WGS84, six decimals. */
  readonly longitude: number;
  readonly latitude: number;
  /** `commune`: the IPE file carries no coordinates for it, so it stands at its commune's centre. */
  readonly accuracy: (typeof accuracies)[number];
  readonly kind: 'building' | 'street';
  /** Homes that the PM serves: positions on its distribution side. */
  readonly homes: number;
  /** Positions in one module: 12 or 24. */
  readonly moduleSize: 12 | 24;
  /** Active lines by operator; operators without a line are absent. */
  readonly lineCounts: Readonly<Record<OperatorCode, number>>;
}

/** The PMs are made at once, lines only when asked for. */
export interface World {
  readonly seed: number;
  readonly department: string;
  readonly pms: readonly DemoPm[];
  /** Active lines of all operators together. */
  readonly lineCount: number;
}

/** A line and whose it is: `line` is exactly what that operator would send to PUT /api/lines. */
export interface DemoLine {
  readonly operatorCode: OperatorCode;
  readonly line: Line;
}

/** To come within the hour, in these shapes. */
export type CreateWorld = (places: Places, seed: number) => World;
/** lines.ts: all lines of one PM, in order of position. Same answer every time, without making other PMs' lines. */
export type LinesOfPm = (world: World, pm: DemoPm) => readonly DemoLine[];
/** lines.ts: an operator's whole inventory, PM by PM. */
export type LinesOf = (world: World, operatorCode: OperatorCode) => Generator<Line, void, undefined>;
/** ipe.ts */
export type IpeCsv = (world: World, infraOperatorCode: OperatorCode) => string;
