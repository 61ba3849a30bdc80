import { problem } from '@shared/contract/errors';
import type { Reply } from '@shared/contract/http';
import type { Line } from '@shared/domain/line';
import type { Pm } from '@shared/domain/pm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub';

const HERE = 'FI-33063-W001';
const THERE = 'FI-33063-W002';
const ELSEWHERE = 'FI-33063-W003';

let test: TestHub;
beforeAll(async () => {
  test = await startTestHub();
  await test.seedPm(pmOf(HERE, 'GTHD'), { BYTL: [lineAt(HERE, 'BYTL')] });
  await test.seedPm(pmOf(THERE, 'GTHD'), { FREE: [lineAt(THERE, 'FREE')] });
  await test.seedPm(pmOf(ELSEWHERE, 'FTEL'), { BYTL: [lineAt(ELSEWHERE, 'BYTL')] });
});
afterAll(() => test.stop());

const pmOf = (pmRef: string, infraOperatorCode: string): Pm => ({
  pmRef,
  infraOperatorCode,
  inseeCode: '33063',
  commune: 'Bordeaux',
  department: '33',
  longitude: -0.57,
  latitude: 44.84,
  accuracy: 'exact',
  lineCounts: {},
});

const lineAt = (pmRef: string, code: string): Line => ({
  ptoRef: `${code}-${pmRef}`,
  pboRef: 'PBO',
  pmRef,
  pmModuleName: 'M1',
  pmModulePosition: '1',
  splitterPosition: '1',
  tube: '1',
  fibre: '1',
  ponPath: `${code}-${pmRef}`,
  ontNumber: 1,
});

const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();
const [FROM, TO] = [hours(24), hours(26)];
const notice = (worksRef: string, more: object = {}) => ({
  worksRef,
  kind: 'TP',
  state: 'NOUVEAU',
  pmRefs: [HERE, THERE],
  startsAt: FROM,
  endsAt: TO,
  ...more,
});

async function put(code: string, body: unknown, type = 'application/json') {
  const answer = await fetch(`${test.hub.url}/api/works`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await test.systemToken(code)}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

async function seenBy(code: string, query = ''): Promise<Reply<'works'>> {
  const answer = await fetch(`${test.hub.url}/api/works${query}`, {
    headers: { authorization: `Bearer ${await test.systemToken(code)}` },
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Reply<'works'>;
}

const refsOf = async (code: string, query = '') => (await seenBy(code, query)).items.map((w) => [w.worksRef, w.pmRefs]);

it('safety 4: each operator sees works at the PMs that it knows, and of their PMs those', async () => {
  const told = notice('TP-SEEN', { description: 'Remplacement de l’armoire' });
  expect(await put('GTHD', [told])).toEqual({ status: 200, body: { received: 1, accepted: 1, duplicates: 0 } });
  expect(await refsOf('GTHD')).toEqual([['TP-SEEN', [HERE, THERE]]]);
  expect(await refsOf('BYTL')).toEqual([['TP-SEEN', [HERE]]]);
  expect(await refsOf('FREE')).toEqual([['TP-SEEN', [THERE]]]);
  expect(await refsOf('SFRA')).toEqual([]);
  expect(await refsOf('FREE', `?pmRef=${HERE}`)).toEqual([]);
  expect((await seenBy('BYTL')).items[0]).toEqual({
    ...told,
    pmRefs: [HERE],
    infraOperatorCode: 'GTHD',
    overAt: null,
  });
});

it('safety 15: the same announcement again has no second effect, and a day’s journal may be sent again', async () => {
  const day = [
    notice('TP-DAY'),
    notice('TP-DAY', { state: 'REPLANIFICATION', startsAt: hours(25), endsAt: hours(30) }),
  ];
  const journal = [...day, notice('TP-DAY', { state: 'ANNULE' })].map((row) => JSON.stringify(row)).join('\n');
  expect((await put('GTHD', journal, 'application/x-ndjson')).body).toEqual({
    received: 3,
    accepted: 1,
    duplicates: 2,
  });
  expect((await put('GTHD', journal, 'application/x-ndjson')).body).toEqual({
    received: 3,
    accepted: 0,
    duplicates: 3,
  });
  const audited = await test.sql(
    ['GTHD'],
    `SELECT actor, detail FROM audit WHERE action = 'works.import' AND subject = 'TP-DAY'`,
  );
  expect(audited).toMatchObject([{ actor: 'system-GTHD', detail: { state: 'ANNULE', pmCount: 2 } }]);
  expect(await refsOf('GTHD', '?which=current')).toEqual([['TP-SEEN', [HERE, THERE]]]);
});

it('works that are cancelled do not come back under their reference', async () => {
  const { status, body } = await put('GTHD', [notice('TP-NEXT'), notice('TP-DAY', { state: 'MAJ' })]);
  expect(status).toBe(409);
  expect(problem.parse(body)).toMatchObject({ code: 'CONFLICT', places: [{ field: 'state', line: 2 }] });
  expect((await seenBy('GTHD')).items.map((w) => w.worksRef)).not.toContain('TP-NEXT');
});

it('safety 28: what does not fit is named by line and field, and nothing is half-written', async () => {
  const good = JSON.stringify(notice('TP-GOOD'));
  const wrong: readonly [body: string, status: number, code: string, field: string][] = [
    [`${good}\n{"worksRef":`, 400, 'MALFORMED_BODY', ''],
    [`${good}\n${JSON.stringify(notice('TP-BAD', { endsAt: FROM }))}`, 400, 'INVALID_FIELD', 'endsAt'],
    [`${good}\n${JSON.stringify(notice('TP-BAD', { state: 'FINI' }))}`, 400, 'INVALID_FIELD', 'state'],
    [`${good}\n${JSON.stringify(notice('TP-BAD', { codeDO: 'SFRA' }))}`, 400, 'INVALID_FIELD', 'codeDO'],
    [`${good}\n${JSON.stringify(notice('TP-BAD', { pmRefs: [HERE, 'NOWHERE'] }))}`, 422, 'UNKNOWN_PM', 'pmRefs.1'],
    [`${good}\n${JSON.stringify(notice('TP-BAD', { pmRefs: [HERE, ELSEWHERE] }))}`, 422, 'UNKNOWN_PM', 'pmRefs.1'],
  ];
  for (const [body, status, code, field] of wrong) {
    const answer = await put('GTHD', body, 'application/x-ndjson');
    expect([answer.status, problem.parse(answer.body)]).toMatchObject([status, { code, places: [{ field, line: 2 }] }]);
  }
  expect((await seenBy('GTHD')).items.map((w) => w.worksRef)).not.toContain('TP-GOOD');
  expect((await put('BYTL', [notice('TP-BYTL')])).status).toBe(403);
});

it('an operator that comes to a PM later is told of the works there', async () => {
  const line = { ...lineAt(HERE, 'SFRA') };
  const answer = await fetch(`${test.hub.url}/api/lines`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${await test.systemToken('SFRA')}`, 'content-type': 'application/x-ndjson' },
    body: JSON.stringify(line),
  });
  expect(answer.status).toBe(200);
  expect(await refsOf('SFRA', '?which=current')).toEqual([['TP-SEEN', [HERE]]]);
});

it('the list is paged by its start', async () => {
  const many = Array.from({ length: 7 }, (_, i) =>
    notice(`TP-PAGE-${i}`, { startsAt: hours(40 + (i % 3)), endsAt: hours(60) }),
  );
  await put('GTHD', many);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Reply<'works'> = await seenBy('GTHD', `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.items.map((w) => w.worksRef));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength((await seenBy('GTHD')).total);
  expect(new Set(seen).size).toBe(seen.length);
});
