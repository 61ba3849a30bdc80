import type { Problem } from '@shared/contract/errors';
import type { IngestResult } from '@shared/contract/http';
import type { IpePreview } from '@shared/contract/ipe';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub';

const HEADER = 'ReferencePM;EtatPM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique;CodeOI';
let test: TestHub;
let admin = '';

beforeAll(async () => {
  test = await startTestHub();
  admin = await test.signIn('GTHD', 'admin');
  const at = { infraOperatorCode: 'GTHD', inseeCode: '33063', department: '33', accuracy: 'exact' } as const;
  for (const [pmRef, lines] of [
    ['STAYS', 0],
    ['MOVES', 4],
    ['NAMED', 0],
    ['EMPTY', 0],
    ['USED', 3],
    ['ABSENT', 0],
  ] as const) {
    const lineCounts: Record<string, number> = lines === 0 ? {} : { BYTL: lines };
    const place = { longitude: -0.58, latitude: 44.84 };
    await test.seedPm({ ...at, ...place, pmRef, commune: 'Bordeaux', lineCounts }, lines === 0 ? {} : { BYTL: [] });
  }
});
afterAll(() => test.stop());

async function send<T>(method: 'PUT' | 'POST', path: string, body: string | Buffer, token = admin) {
  const answer = await fetch(`${test.hub.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: answer.status, body: (await answer.json()) as T };
}
const preview = (body: string | Buffer, query = '') => send<IpePreview>('POST', `/api/pms/ipe/preview${query}`, body);
const known = async () =>
  (
    await test.sql<{ pm_ref: string }>(
      ['GTHD', 'BYTL'],
      'SELECT operator_code, pm_ref, commune, longitude FROM pms ORDER BY 1, 2',
    )
  ).map((row) => JSON.stringify(row));

const FILE = [
  HEADER,
  'STAYS;DEPLOYE;33063;Bordeaux;-0,58;44,84;WGS84;GTHD',
  'MOVES;DEPLOYE;33063;Bordeaux;-0,58;44,85;WGS84;GTHD',
  'NAMED;DEPLOYE;33039;Bègles;-0,58;44,84;WGS84;GTHD',
  'NEW;DEPLOYE;33063;Bordeaux;-0,6;44,9;WGS84;GTHD',
  'MIDDLE;DEPLOYE;33063;Bordeaux;;;;GTHD',
  'LATER;EN COURS DE DEPLOIEMENT;33063;Bordeaux;;;;GTHD',
  'EMPTY;ABANDONNE;33063;Bordeaux;;;;GTHD',
  'USED;ABANDONNE;33063;Bordeaux;;;;GTHD',
].join('\r\n');

it('a preview says what would change, how far PMs move, and what was found out of the file; nothing is written', async () => {
  const before = await known();
  const { status, body } = await preview(Buffer.from(FILE, 'latin1'));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    format: { encoding: 'windows-1252', separator: 'semicolon', projections: ['WGS84'] },
    rows: 8,
    counts: {
      named: 8,
      added: 2,
      moved: 1,
      renamed: 1,
      unchanged: 1,
      closed: 1,
      inUse: 1,
      leftOut: 1,
      absent: 1,
      approximate: 1,
    },
    moved: [{ pmRef: 'MOVES', metres: expect.closeTo(1112, 0) }],
    renamed: [{ pmRef: 'NAMED', commune: 'Bègles', before: 'Bordeaux' }],
    closed: [
      { pmRef: 'EMPTY', lineCount: 0, inUse: false },
      { pmRef: 'USED', lineCount: 3, inUse: true },
    ],
    otherOperators: [],
    problems: { total: 0, places: [] },
  });
  expect(body.added.map(({ pmRef, accuracy }) => [pmRef, accuracy])).toEqual([
    ['NEW', 'exact'],
    ['MIDDLE', 'commune'],
  ]);
  expect(body.extent).toMatchObject({ west: -0.6, north: 44.9, south: 44.84 });
  expect(await known()).toEqual(before);
});

it('what was found out can be corrected: separator, encoding, projection of every row', async () => {
  const wrong = await preview(FILE, '?separator=pipe');
  expect(wrong.body.problems.places[0]).toMatchObject({ field: 'ReferencePM', line: 1 });
  const utm = [HEADER, 'R1;DEPLOYE;97411;Saint-Denis;338700,5;7690500,2;WGS84;GTHD'].join('\n');
  expect((await preview(utm)).body.problems).toMatchObject({
    total: 1,
    places: [{ field: 'CoordonneePMX', line: 2, column: 5, value: '338700,5' }],
  });
  const right = await preview(utm, '?projection=RGR92');
  expect(right.body).toMatchObject({ problems: { total: 0 }, format: { projections: ['RGR92'] } });
  expect(right.body.extent?.west).toBeCloseTo(55.447, 2);
  expect((await preview(FILE, '?encoding=latin-9')).status).toBe(400);
});

it('errors come with line, column and value; a file of another operator is told; PMs of another are not taken over', async () => {
  const { seedPm } = test;
  await seedPm(
    {
      pmRef: 'THEIRS',
      infraOperatorCode: 'FTEL',
      inseeCode: '33063',
      commune: 'Bordeaux',
      department: '33',
      longitude: -0.5,
      latitude: 44.8,
      accuracy: 'exact',
      lineCounts: {},
    },
    {},
  );
  const rows = ['THEIRS;DEPLOYE;33063;Bordeaux;-0,5;44,8;WGS84;FTEL', 'X;DEPLOYE;33;Bordeaux;-0,5;44,8;WGS84;FTEL'];
  const body = [HEADER, ...rows].join('\n');
  const seen = (await preview(body)).body;
  expect(seen.otherOperators).toEqual(['FTEL']);
  expect(seen.problems.places).toMatchObject([
    { field: 'CodeInseePM', line: 3, column: 3, value: '33' },
    { field: 'ReferencePM', line: 2, column: 1 },
  ]);
  const before = await known();
  const refused = await send<Problem>('PUT', '/api/pms/ipe', body);
  expect([refused.status, refused.body.code]).toEqual([400, 'INVALID_FIELD']);
  expect(await known()).toEqual(before);
});

it('safety 28: a body that breaks off leaves nothing', async () => {
  const before = await known();
  for (const path of ['/api/pms/ipe', '/api/pms/ipe/preview']) {
    const method = path.endsWith('preview') ? 'POST' : 'PUT';
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(`${FILE}\r\nCUT;DEPLOYE`)),
      pull: (controller) => controller.error(new Error('cut')),
    });
    const headers = { authorization: `Bearer ${admin}`, 'content-type': 'text/csv' };
    const init: RequestInit & { duplex: 'half' } = { method, headers, body: cut, duplex: 'half' };
    await expect(fetch(`${test.hub.url}${path}`, init)).rejects.toThrow();
  }
  expect(await known()).toEqual(before);
  expect((await preview(FILE)).status).toBe(200);
});

it('an import keeps abandoned PMs unless told to close them; then those that nobody uses leave, and the others stay', async () => {
  const first = await send<IngestResult>('PUT', '/api/pms/ipe', FILE);
  expect(first.body).toEqual({ received: 8, accepted: 5, duplicates: 0 });
  const refs = async () => (await known()).filter((row) => row.includes('"EMPTY"') || row.includes('"USED"')).length;
  expect(await refs()).toBe(3);
  const second = await send<IngestResult>('PUT', '/api/pms/ipe?close=true', FILE);
  expect(second.body).toEqual({ received: 8, accepted: 5, duplicates: 0, closed: 1 });
  expect(await refs()).toBe(2);
  const again = (await preview(FILE)).body.counts;
  expect(again).toMatchObject({ added: 0, moved: 0, renamed: 0, unchanged: 5, closed: 0, inUse: 1 });
  const audit = await test.sql(
    ['GTHD'],
    `SELECT detail FROM audit WHERE action = 'ipe.import' ORDER BY id DESC LIMIT 1`,
  );
  expect(audit).toEqual([{ detail: { received: 8, accepted: 5, closed: 1 } }]);
});

it('is for an infrastructure operator’s admin and systems', async () => {
  const other = await send<Problem>('POST', '/api/pms/ipe/preview', FILE, await test.signIn('BYTL', 'admin'));
  const supervisor = await send<Problem>('POST', '/api/pms/ipe/preview', FILE, await test.signIn('GTHD', 'supervisor'));
  expect([other.status, supervisor.status]).toEqual([403, 403]);
});
