import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linesOfPm } from '@shared/demo/lines';
import { places } from '@shared/demo/places';
import { createWorld, DEMO_WORLD_SEED } from '@shared/demo/world';
import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';

/** A PM of the demonstration where a test can play a job: whose own line is next to lines of another operator. */
export interface PilotPm {
  readonly pmRef: string;
  readonly commune: string;
  readonly technicalPmRef: string;
  readonly infraOperatorCode: OperatorCode;
  /** The ordering operator's customer whom the job is for. */
  readonly own: Line;
  /** Lines of the impacted operator in the same module, nearest to it first: the first is within a hand's reach. */
  readonly neighbours: readonly Line[];
}

const gironde = fileURLToPath(new URL('../../resources/places/gironde.json', import.meta.url));

/** Positions that a hand at work reaches to each side. */
const REACH = 2;
const apart = (a: Line, b: Line): number => Math.abs(Number(a.pmModulePosition) - Number(b.pmModulePosition));

/** The first `count` PMs of a network where a module holds a line of `ordering` and at least two of `impacted`. */
export function pilotPms(
  count: number,
  { infra, ordering, impacted }: { infra: OperatorCode; ordering: OperatorCode; impacted: OperatorCode },
): readonly PilotPm[] {
  const world = createWorld(places.parse(JSON.parse(readFileSync(gironde, 'utf8'))), DEMO_WORLD_SEED);
  const found: PilotPm[] = [];
  for (const pm of world.pms) {
    if (pm.infraOperatorCode !== infra || pm.kind !== 'street') continue;
    const lines = linesOfPm(world, pm);
    for (const own of lines.filter((l) => l.operatorCode === ordering)) {
      const neighbours = lines
        .filter((l) => l.operatorCode === impacted && l.line.pmModuleName === own.line.pmModuleName)
        .map((l) => l.line)
        .sort((a, b) => apart(a, own.line) - apart(b, own.line));
      const [nearest] = neighbours;
      if (neighbours.length < 2 || nearest === undefined || apart(nearest, own.line) > REACH) continue;
      const { pmRef, commune, infraOperatorCode } = pm;
      found.push({
        pmRef,
        commune,
        technicalPmRef: pm.technicalPmRefs[0],
        infraOperatorCode,
        own: own.line,
        neighbours,
      });
      break;
    }
    if (found.length === count) return found;
  }
  throw new Error(`only ${found.length} PMs of ${infra} have lines of ${ordering} and ${impacted} side by side`);
}
