import { problem } from '@shared/contract/errors';
import type { Reply } from '@shared/contract/http';
import type { RolloutRule } from '@shared/domain/rollout';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Person, startTestHub, type TestHub } from '../support/hub';

let test: TestHub;
const tokens = new Map<string, string>();
beforeAll(async () => {
  test = await startTestHub();
});
afterAll(() => test.stop());

const pilot: RolloutRule = {
  label: 'Pilote Gironde',
  orderingOperatorCodes: ['FTEL', 'BYTL'],
  departments: ['33'],
  natures: ['connection', 'repair'],
  from: '2025-09-29',
};
const everywhere: RolloutRule = { label: 'Généralisation', natures: ['connection', 'repair'], from: '2025-12-04' };

async function call(code: string, role: Person, method: string, path: string, body?: object) {
  const key = `${role} ${code}`;
  const token = tokens.get(key) ?? (await test.signIn(code, role));
  tokens.set(key, token);
  const answer = await fetch(`${test.hub.url}/api/rollout-plan${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}
const edit = (version: number, rules: readonly RolloutRule[], code = 'GTHD') =>
  call(code, 'admin', 'PUT', '', { version, rules, note: 'Comité Interop’Fibre' });
const planOf = async (code: string) => ((await call(code, 'admin', 'GET', '')).body as Reply<'rolloutPlan'>).plan;

it('each edit is a new version with its author; the ones before stay readable and cannot be changed', async () => {
  expect(await planOf('GTHD')).toBeNull();
  expect((await edit(0, [pilot])).status).toBe(200);
  expect((await edit(1, [pilot, everywhere])).status).toBe(200);
  expect(await planOf('GTHD')).toEqual({
    infraOperatorCode: 'GTHD',
    version: 2,
    rules: [pilot, everywhere],
    note: 'Comité Interop’Fibre',
    author: 'admin.gthd',
    at: expect.any(String),
  });
  const history = (await call('GTHD', 'auditor', 'GET', '/history')).body as Reply<'rolloutHistory'>;
  expect(history.items.map(({ version, rules }) => [version, rules.length])).toEqual([
    [2, 2],
    [1, 1],
  ]);
  const { items, nextCursor, total } = (await call('GTHD', 'admin', 'GET', '/history?limit=1'))
    .body as Reply<'rolloutHistory'>;
  expect([items[0]?.version, nextCursor, total]).toEqual([2, '2', 2]);
  const rest = (await call('GTHD', 'admin', 'GET', `/history?limit=1&cursor=${nextCursor}`))
    .body as Reply<'rolloutHistory'>;
  expect([rest.items[0]?.version, rest.nextCursor, rest.total]).toEqual([1, null, 2]);
  await expect(test.sql(['GTHD'], `UPDATE rollout_plans SET note = 'x'`)).rejects.toThrow(/append-only/);
  const audited = await test.sql(['GTHD'], `SELECT subject FROM audit WHERE action = 'rollout.edit' ORDER BY id`);
  expect(audited).toEqual([{ subject: 'v1' }, { subject: 'v2' }]);
});

it('an edit of an older version is refused, and loses nobody’s work; the same edit again has one effect', async () => {
  const late = await edit(1, [everywhere]);
  expect([late.status, problem.parse(late.body).code]).toEqual([409, 'STALE_VERSION']);
  expect((await edit(1, [pilot, everywhere])).body).toMatchObject({ plan: { version: 2 } });
  const both = await Promise.all([edit(2, [everywhere]), edit(2, [])]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await planOf('GTHD'))?.version).toBe(3);
});

it('a plan is its network’s: another’s is untouched, and who has no network has none', async () => {
  expect(await planOf('FTEL')).toBeNull();
  for (const [role, method, path] of [
    ['admin', 'GET', ''],
    ['auditor', 'GET', '/history'],
  ] as const) {
    expect((await call('BYTL', role, method, path)).status).toBe(403);
  }
  expect((await edit(0, [pilot], 'BYTL')).status).toBe(403);
  expect((await call('GTHD', 'supervisor', 'PUT', '', { version: 3, rules: [], note: 'Essai' })).status).toBe(403);
});

it('a rule that cannot be is named by its field', async () => {
  const unknown = await edit(3, [{ ...pilot, orderingOperatorCodes: ['FTEL', 'XXXX'] }]);
  expect(unknown.status).toBe(422);
  expect(problem.parse(unknown.body)).toMatchObject({
    code: 'UNKNOWN_OPERATOR',
    places: [{ field: 'rules.0.orderingOperatorCodes.1' }],
  });
  const badDay = await edit(3, [{ ...pilot, from: '2025-02-30' }]);
  expect(problem.parse(badDay.body)).toMatchObject({ code: 'INVALID_FIELD', places: [{ field: 'rules.0.from' }] });
});
