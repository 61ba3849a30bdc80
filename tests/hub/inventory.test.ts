import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ipeCsv } from '@shared/demo/ipe';
import { linesOfPm } from '@shared/demo/lines';
import { demoOperators } from '@shared/demo/operators';
import { places } from '@shared/demo/places';
import { createWorld, DEMO_WORLD_SEED, type DemoPm } from '@shared/demo/world';
import type { OperatorCode } from '@shared/domain/codes';
import type { Line } from '@shared/domain/line';
import { type Pm, pmColumns, pm as pmSchema } from '@shared/domain/pm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemoInventory } from '../../src-hub/demo/inventory';
import { Refusal } from '../../src-hub/refusals';
import { importLines } from '../../src-hub/services/lines/import';
import { pmColumnsOf } from '../../src-hub/services/pms/columns';
import { importIpe } from '../../src-hub/services/pms/ipe/import';
import { listPms } from '../../src-hub/services/pms/list';
import { startTestHub, type TestHub } from '../support/hub';

const world = createWorld(
  places.parse(JSON.parse(readFileSync(new URL('../../resources/places/gironde.json', import.meta.url), 'utf8'))),
  DEMO_WORLD_SEED,
);
const HEADER = 'ReferencePM;EtatPM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique;CodeOI';

let test: TestHub;
beforeAll(async () => {
  test = await startTestHub();
  await loadDemoInventory(test.hub.ctx.db);
});
afterAll(() => test.stop());

const sendLines = (operatorCode: OperatorCode, lines: readonly Line[]) =>
  importLines(
    test.hub.ctx,
    test.caller(operatorCode, 'system'),
    Readable.from([Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))]),
  );
const bodyOf = (text: string) => Readable.from([Buffer.from(text)]);
const sendIpe = (operatorCode: OperatorCode, ...rows: string[]) =>
  importIpe(test.hub.ctx, test.caller(operatorCode, 'system'), bodyOf([HEADER, ...rows].join('\r\n')));

/** A PM's row as one operator has it. */
async function pmOf(operatorCode: OperatorCode, pmRef: string): Promise<Pm | undefined> {
  const { items } = await listPms(test.hub.ctx, test.caller(operatorCode), { limit: 10_000 });
  return items.find((pm) => pm.pmRef === pmRef);
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof Refusal) return thrown;
  throw new Error(`not refused: ${String(thrown)}`);
}

/** The n-th street PM of a network where BYTL and SFRA both have lines; each test takes its own. */
function sharedPm(infraOperatorCode: OperatorCode, n: number): DemoPm {
  const found = world.pms.filter(
    (pm) =>
      pm.infraOperatorCode === infraOperatorCode &&
      pm.kind === 'street' &&
      (pm.lineCounts.BYTL ?? 0) > 3 &&
      (pm.lineCounts.SFRA ?? 0) > 3,
  )[n];
  if (!found) throw new Error('too few PMs');
  return found;
}

function linesAt(pm: DemoPm, operatorCode: OperatorCode): [Line, Line, ...Line[]] {
  const [first, second, ...rest] = linesOfPm(world, pm).flatMap((l) => (l.operatorCode === operatorCode ? l.line : []));
  if (!first || !second) throw new Error('too few lines');
  return [first, second, ...rest];
}

/** A line that is not in the demonstration. */
const newLine = (like: Line, pmRef: string, n: number): Line => ({
  ...like,
  pmRef,
  ptoRef: `XX-TEST-${n}`,
  ponPath: 'OLT9999-LT1-PON1',
  ontNumber: n,
});

describe('the inventory of the demonstration', () => {
  it('gives each operator its PMs and lines, and the counts it may see', async () => {
    for (const { code } of demoOperators) {
      const { items, total } = await listPms(test.hub.ctx, test.caller(code), { limit: 10_000 });
      const expected = world.pms.flatMap((pm): [string, Pm['lineCounts']][] => {
        if (pm.infraOperatorCode === code) return [[pm.pmRef, pm.lineCounts]];
        const own = pm.lineCounts[code];
        return own === undefined ? [] : [[pm.pmRef, { [code]: own }]];
      });
      expect(total).toBe(expected.length);
      expect(new Map(items.map((pm) => [pm.pmRef, pm.lineCounts]))).toEqual(new Map(expected));
      const [stored] = await test.sql<{ n: number }>(
        [code],
        'SELECT count(*)::int AS n FROM lines WHERE operator_code = $1',
        [code],
      );
      expect(stored?.n).toBe(world.pms.reduce((sum, pm) => sum + (pm.lineCounts[code] ?? 0), 0));
    }
  });

  it('marks PMs that stand at the centre of their commune', async () => {
    const approximate = world.pms.filter((pm) => pm.infraOperatorCode === 'GTHD' && pm.accuracy === 'commune');
    const { items } = await listPms(test.hub.ctx, test.caller('GTHD'), { limit: 10_000 });
    expect(new Set(items.flatMap((pm) => (pm.accuracy === 'commune' ? pm.pmRef : [])))).toEqual(
      new Set(approximate.map((pm) => pm.pmRef)),
    );
  });

  it('filled again after a cut start, is the same', async () => {
    const count = () =>
      test.sql(['BYTL', 'GTHD'], 'SELECT (SELECT count(*) FROM pms) AS p, (SELECT count(*) FROM lines) AS l');
    const before = await count();
    await test.sql(['BYTL'], `DELETE FROM lines WHERE operator_code = 'BYTL' AND pto_ref < 'FI-1'`);
    await loadDemoInventory(test.hub.ctx.db);
    expect(await count()).toEqual(before);
  });
});

describe('lists of PMs', () => {
  it('page through every PM once, in the order of references', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let total = 0;
    do {
      const page = await listPms(test.hub.ctx, test.caller('FREE'), { limit: 301, ...(cursor && { cursor }) });
      for (const pm of page.items) seen.push(pmSchema.parse(pm).pmRef);
      total = page.total;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toHaveLength(total);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it.each(['', Buffer.from('a\0').toString('base64url'), Buffer.from('x'.repeat(51)).toString('base64url')])(
    'refuse the cursor "%s"',
    async (cursor) => {
      const refusal = await refusalOf(listPms(test.hub.ctx, test.caller('FREE'), { limit: 10, cursor }));
      expect(refusal).toMatchObject({ code: 'INVALID_FIELD', places: [{ field: 'cursor' }] });
    },
  );

  it('as columns say the same as the list', async () => {
    const columns = pmColumns.parse(await pmColumnsOf(test.hub.ctx, test.caller('SFRA')));
    const { items } = await listPms(test.hub.ctx, test.caller('SFRA'), { limit: 10_000 });
    const told = columns.pmRef.map((pmRef, i) => ({
      pmRef,
      at: [columns.longitude[i], columns.latitude[i]],
      lines: columns.lineCount[i],
      infra: columns.infraOperators[columns.infraOperator[i] ?? -1],
      commune: columns.communes[columns.commune[i] ?? -1],
      accuracy: columns.approximate[i] === 1 ? 'commune' : 'exact',
    }));
    expect(told).toEqual(
      items.map((pm) => ({
        pmRef: pm.pmRef,
        at: [pm.longitude, pm.latitude],
        lines: pm.lineCounts.SFRA,
        infra: pm.infraOperatorCode,
        commune: { inseeCode: pm.inseeCode, name: pm.commune, department: pm.department },
        accuracy: pm.accuracy,
      })),
    );
  });
});

describe('PUT /api/lines', () => {
  it('brings the counts of the operator and of the network up to date, and nobody else’s', async () => {
    const pm = sharedPm('GTHD', 0);
    const sfra = await pmOf('SFRA', pm.pmRef);
    const [like] = linesAt(pm, 'BYTL');
    expect(await sendLines('BYTL', [newLine(like, pm.pmRef, 1), newLine(like, pm.pmRef, 2)])).toEqual({
      received: 2,
      accepted: 2,
      duplicates: 0,
    });
    const count = (pm.lineCounts.BYTL ?? 0) + 2;
    expect((await pmOf('BYTL', pm.pmRef))?.lineCounts).toEqual({ BYTL: count });
    expect((await pmOf('GTHD', pm.pmRef))?.lineCounts).toEqual({ ...pm.lineCounts, BYTL: count });
    expect(await pmOf('SFRA', pm.pmRef)).toEqual(sfra);
    const audit = await test.sql(
      ['BYTL'],
      `SELECT actor, action, detail FROM audit WHERE action = 'line.import' AND operator_code = 'BYTL'`,
    );
    expect(audit).toEqual([{ actor: 'system-BYTL', action: 'line.import', detail: { lines: 2, pms: 1 } }]);
  });

  it('gives the operator its copy of a PM where it had no line, without the others’ counts', async () => {
    const pm = world.pms.find((p) => p.infraOperatorCode === 'GTHD' && p.lineCounts.BYTL === undefined);
    if (!pm) throw new Error('BYTL is everywhere');
    await sendLines('BYTL', [newLine(linesAt(sharedPm('GTHD', 0), 'BYTL')[0], pm.pmRef, 10)]);
    expect(await pmOf('BYTL', pm.pmRef)).toMatchObject({ infraOperatorCode: 'GTHD', lineCounts: { BYTL: 1 } });
  });

  it('moves a line to another PM and lets two exchange their ONTs', async () => {
    const [from, to] = [sharedPm('GTHD', 1), sharedPm('GTHD', 2)];
    const [a, b, c] = linesAt(from, 'SFRA');
    if (!c) throw new Error('too few lines');
    await sendLines('SFRA', [
      { ...a, ponPath: b.ponPath, ontNumber: b.ontNumber },
      { ...b, ponPath: a.ponPath, ontNumber: a.ontNumber },
      { ...c, pmRef: to.pmRef },
    ]);
    expect((await pmOf('SFRA', from.pmRef))?.lineCounts.SFRA).toBe((from.lineCounts.SFRA ?? 0) - 1);
    expect((await pmOf('GTHD', to.pmRef))?.lineCounts.SFRA).toBe((to.lineCounts.SFRA ?? 0) + 1);
    const [stored] = await test.sql(['SFRA'], 'SELECT ont_number FROM lines WHERE pto_ref = $1', [a.ptoRef]);
    expect(stored).toEqual({ ont_number: b.ontNumber });
  });

  it('safety 28: an unknown PM or another line’s ONT refuses the whole body', async () => {
    const pm = sharedPm('GTHD', 3);
    const [like, other] = linesAt(pm, 'BYTL');
    const before = await pmOf('GTHD', pm.pmRef);
    const unknown = await refusalOf(
      sendLines('BYTL', [newLine(like, pm.pmRef, 20), newLine(like, 'FI-00000-NONE', 21)]),
    );
    expect(unknown).toMatchObject({ code: 'UNKNOWN_PM', places: [{ field: 'pmRef', line: 2 }] });
    const taken = { ...newLine(like, pm.pmRef, 23), ponPath: other.ponPath, ontNumber: other.ontNumber };
    const ont = await refusalOf(sendLines('BYTL', [newLine(like, pm.pmRef, 22), taken]));
    expect(ont).toMatchObject({ code: 'INVALID_FIELD', places: [{ field: 'ontNumber', line: 2 }] });
    expect(await pmOf('GTHD', pm.pmRef)).toEqual(before);
  });

  it('counts right when many come at once', async () => {
    const pm = sharedPm('FTEL', 0);
    const codes = ['BYTL', 'SFRA', 'FREE', 'FTEL'];
    const like = linesAt(pm, 'BYTL')[0];
    await Promise.all(codes.flatMap((code) => [30, 31, 32].map((n) => sendLines(code, [newLine(like, pm.pmRef, n)]))));
    const expected = Object.fromEntries(codes.map((code) => [code, (pm.lineCounts[code] ?? 0) + 3]));
    expect((await pmOf('FTEL', pm.pmRef))?.lineCounts).toEqual(expected);
  });
});

describe('PUT /api/pms/ipe', () => {
  it('takes the file that the demonstration writes, and changes no count', async () => {
    const own = world.pms.filter((pm) => pm.infraOperatorCode === 'FTEL');
    const before = await listPms(test.hub.ctx, test.caller('FTEL'), { limit: 10_000 });
    const caller = test.caller('FTEL', 'system');
    const result = await importIpe(test.hub.ctx, caller, bodyOf(ipeCsv(world, 'FTEL')));
    expect(result).toEqual({ received: own.length, accepted: own.length, duplicates: 0 });
    const after = await listPms(test.hub.ctx, test.caller('FTEL'), { limit: 10_000 });
    expect(after.items.map((pm) => [pm.pmRef, pm.lineCounts])).toEqual(
      before.items.map((pm) => [pm.pmRef, pm.lineCounts]),
    );
  });

  it('moves the copies of the operators with lines there, and gives none to others', async () => {
    const pm = sharedPm('GTHD', 4);
    const counts = (await pmOf('SFRA', pm.pmRef))?.lineCounts;
    await sendIpe('GTHD', `${pm.pmRef};DEPLOYE;${pm.inseeCode};${pm.commune};-0,25;44,5;WGS84;GTHD`);
    await sendIpe('GTHD', `GT-NEW-1;DEPLOYE;${pm.inseeCode};${pm.commune};-0,25;44,5;WGS84;GTHD`);
    const moved = { longitude: -0.25, latitude: 44.5, accuracy: 'exact' };
    expect(await pmOf('SFRA', pm.pmRef)).toMatchObject({ ...moved, lineCounts: counts });
    expect(await pmOf('GTHD', 'GT-NEW-1')).toMatchObject({ ...moved, lineCounts: {} });
    expect(await pmOf('SFRA', 'GT-NEW-1')).toBeUndefined();
  });

  it('puts a PM without coordinates in the middle of its commune, of the file or known before', async () => {
    await sendIpe(
      'GTHD',
      'GT-MID-1;DEPLOYE;40001;Aire;-0,2;43,6;WGS84;GTHD',
      'GT-MID-2;DEPLOYE;40001;Aire;-0,4;43,8;WGS84;GTHD',
      'GT-MID-3;DEPLOYE;40001;Aire;;;;GTHD',
    );
    await sendIpe('GTHD', 'GT-MID-4;DEPLOYE;40001;Aire;;;;GTHD');
    for (const pmRef of ['GT-MID-3', 'GT-MID-4']) {
      const pm = await pmOf('GTHD', pmRef);
      expect(pm).toMatchObject({ accuracy: 'commune', department: '40' });
      expect([pm?.longitude, pm?.latitude]).toEqual([expect.closeTo(-0.3, 6), expect.closeTo(43.7, 6)]);
    }
  });

  it('safety 28: refuses whole, with line and column, what cannot be placed or is another’s', async () => {
    const fine = 'GT-BAD-1;DEPLOYE;33063;Bordeaux;-0,2;44,6;WGS84;GTHD';
    const nowhere = await refusalOf(sendIpe('GTHD', fine, 'GT-BAD-2;DEPLOYE;75056;Paris;;;;GTHD'));
    expect(nowhere).toMatchObject({ code: 'INVALID_FIELD', places: [{ field: 'CoordonneePMX', line: 3, column: 5 }] });
    const foreign = `${sharedPm('FTEL', 1).pmRef};DEPLOYE;33063;Bordeaux;-0,2;44,6;WGS84;GTHD`;
    const taken = await refusalOf(sendIpe('GTHD', fine, foreign));
    expect(taken).toMatchObject({ code: 'INVALID_FIELD', places: [{ field: 'ReferencePM', line: 3, column: 1 }] });
    expect(await pmOf('GTHD', 'GT-BAD-1')).toBeUndefined();
  });

  it('is for infrastructure operators, counts what it skipped, and is audited', async () => {
    expect(await refusalOf(sendIpe('BYTL'))).toMatchObject({ code: 'FORBIDDEN' });
    const result = await sendIpe(
      'GTHD',
      'GT-LATE-1;EN COURS DE DEPLOIEMENT;33063;Bordeaux;;;;GTHD',
      'GT-LATE-2;DEPLOYE;33063;Bordeaux;-0,2;44,6;WGS84;GTHD',
    );
    expect(result).toEqual({ received: 2, accepted: 1, duplicates: 0 });
    const [audit] = await test.sql(['GTHD'], `SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1`);
    expect(audit).toEqual({ action: 'ipe.import', detail: { received: 2, accepted: 1 } });
  });
});
