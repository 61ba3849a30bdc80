import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linesOfPm } from '@shared/demo/lines';
import { demoOperators } from '@shared/demo/operators';
import { places } from '@shared/demo/places';
import { createWorld, DEMO_WORLD_SEED, type DemoPm, type World } from '@shared/demo/world';
import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import type { Database, Tx } from '../db/database';
import { insertLines } from '../services/lines/store';

const gironde = fileURLToPath(new URL('../../resources/places/gironde.json', import.meta.url));
/** Rows of one INSERT: large enough to be quick, small enough not to hold a copy of everything. */
const BATCH = 5_000;

/**
 * The Gironde of the demonstration: each operator's PMs and lines, one transaction an operator, all at once. After a
 * start that was cut short, operators that are whole already are left alone. `outside`: operators not hosted here.
 */
export async function loadDemoInventory(db: Database, outside: readonly OperatorCode[] = []): Promise<void> {
  const world = createWorld(places.parse(JSON.parse(readFileSync(gironde, 'utf8'))), DEMO_WORLD_SEED);
  const batches = batchesByOperator(world);
  await Promise.all(
    demoOperators
      .filter(({ code }) => !outside.includes(code))
      .map(({ code }) =>
        db.inTenants([code], async (tx) => {
          const known = world.pms.filter((pm) => pm.infraOperatorCode === code || pm.lineCounts[code] !== undefined);
          const own = batches.get(code) ?? [];
          const lineCount = own.reduce((sum, lines) => sum + lines.length, 0);
          if (await isWhole(tx, code, known.length, lineCount)) return;
          await insertPms(tx, code, known);
          for (const lines of own) await insertLines(tx, code, lines);
        }),
      ),
  );
}

function batchesByOperator(world: World): Map<OperatorCode, Line[][]> {
  const batches = new Map<OperatorCode, Line[][]>();
  for (const pm of world.pms) {
    for (const { operatorCode, line } of linesOfPm(world, pm)) {
      const own = batches.get(operatorCode) ?? [];
      batches.set(operatorCode, own);
      const last = own.at(-1);
      if (last === undefined || last.length >= BATCH) own.push([line]);
      else last.push(line);
    }
  }
  return batches;
}

async function isWhole(tx: Tx, code: OperatorCode, pmCount: number, lineCount: number): Promise<boolean> {
  const [stored] = await tx.rows<{ pms: number; lines: number }>(
    `SELECT (SELECT count(*) FROM pms WHERE operator_code = $1) AS pms,
       (SELECT count(*) FROM lines WHERE operator_code = $1) AS lines`,
    [code],
  );
  return stored?.pms === pmCount && stored.lines === lineCount;
}

/** Its own network with every operator's count, and the PMs of others where it has lines, with its own. */
async function insertPms(tx: Tx, code: OperatorCode, known: readonly DemoPm[]): Promise<void> {
  const countsOf = (pm: DemoPm) => (pm.infraOperatorCode === code ? pm.lineCounts : { [code]: pm.lineCounts[code] });
  await tx.rows(
    `INSERT INTO pms SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::float8[], $8::float8[], $9::text[], $10::jsonb[]) AS u ON CONFLICT DO NOTHING`,
    [
      code,
      known.map((pm) => pm.pmRef),
      known.map((pm) => pm.infraOperatorCode),
      known.map((pm) => pm.inseeCode),
      known.map((pm) => pm.commune),
      known.map((pm) => pm.department),
      known.map((pm) => pm.longitude),
      known.map((pm) => pm.latitude),
      known.map((pm) => pm.accuracy),
      known.map((pm) => JSON.stringify(countsOf(pm))),
    ],
  );
}
