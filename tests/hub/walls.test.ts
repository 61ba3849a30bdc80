import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.stop());

interface TableFacts {
  readonly name: string;
  readonly forced: boolean;
  readonly policies: number;
}

describe('safety 1: walls between operators', () => {
  it('every table with operator_code forces row-level security, with USING and WITH CHECK', async () => {
    const tables = await hub.sql<TableFacts>(
      [],
      `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
         (SELECT count(*)::int FROM pg_policy p WHERE p.polrelid = c.oid AND p.polqual IS NOT NULL
            AND p.polwithcheck IS NOT NULL AND p.polcmd = '*') AS policies
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_code'
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
         AND c.relname NOT IN ('accounts', 'clients', 'sessions')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter((table) => !table.forced || table.policies !== 1)).toEqual([]);
  });

  it('accounts, clients and sessions cannot be read by the working role', async () => {
    for (const table of ['accounts', 'clients', 'sessions']) {
      await expect(hub.hub.ctx.db.outside(`SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
    }
  });

  it('no tenant set: no row is seen; another’s row cannot be written', async () => {
    const { db } = hub.hub.ctx;
    const insert = `INSERT INTO sources (operator_code, source_id, kind, source_operator_code) VALUES ('BYTL', 'a', 'alarms', 'BYTL')`;
    await db.inTenants(['BYTL'], (tx) => tx.rows(insert));
    expect(await db.inTenants([], (tx) => tx.rows('SELECT * FROM sources'))).toEqual([]);
    expect(await db.inTenants(['SFRA'], (tx) => tx.rows('SELECT * FROM sources'))).toEqual([]);
    expect(await db.outside('SELECT * FROM sources')).toEqual([]);
    await expect(db.inTenants(['SFRA'], (tx) => tx.rows(insert.replace(`'a'`, `'b'`)))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('the edge', () => {
  const ask = async (path: string, token: string, init: RequestInit = {}) => {
    const answer = await fetch(`${hub.hub.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers },
    });
    return { status: answer.status, text: await answer.text() };
  };

  it('safety 3: an operator forged in query, body or header changes nothing or is refused', async () => {
    const token = await hub.signIn('BYTL');
    expect((await ask('/api/outages?operatorCode=SFRA', token)).status).toBe(400);
    const body = JSON.stringify({
      orderingOperatorCode: 'FTEL',
      pmRef: 'x',
      natureFamily: 'repair',
      impactedOperatorCode: 'SFRA',
    });
    const forged = await ask('/api/pre-authorisations/explain', token, { method: 'POST', body });
    expect(forged).toMatchObject({ status: 400, text: expect.stringContaining('unknown field') });
    const snapshot = await ask('/api/snapshot', token, { headers: { 'x-operator-code': 'SFRA' } });
    expect(JSON.parse(snapshot.text)).toMatchObject({ operatorCode: 'BYTL' });
  });

  it('safety 5: a foreign id and a missing one get the same answer, byte for byte', async () => {
    const token = await hub.signIn('BYTL', 'hotline');
    const seen = await Promise.all(
      ['FI-AAAA-AAAA', 'FI-BBBB-BBBB'].map((pto) => ask(`/api/lines/${pto}/verdict`, token)),
    );
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]?.status).toBe(404);
  });

  it('safety 26: bodies that do not fit are refused with a code and a place, and the hub lives', async () => {
    const token = await hub.signIn('BYTL');
    const post = (body: string) => ask('/api/outages/actions', token, { method: 'POST', body });
    expect(JSON.parse((await post('{')).text)).toMatchObject({ code: 'MALFORMED_BODY' });
    expect(JSON.parse((await post('null')).text)).toMatchObject({ code: 'INVALID_FIELD' });
    expect(JSON.parse((await post('{"action":"acknowledge","outageIds":null}')).text)).toMatchObject({
      code: 'INVALID_FIELD',
      places: [{ field: 'outageIds' }],
    });
    expect(JSON.parse((await post(JSON.stringify({ action: 'x'.repeat(70_000) }))).text)).toMatchObject({
      code: 'BODY_TOO_LARGE',
    });
    expect((await ask('/api/health', token)).status).toBe(200);
  });

  it('safety 26: an ingest that comes in pieces without a length is cut at its limit', async () => {
    const token = await hub.systemToken('BYTL');
    const piece = new TextEncoder().encode(' '.repeat(1024 * 1024));
    let sent = 0;
    const body = new ReadableStream({
      pull: (stream) => (sent++ < 40 ? stream.enqueue(piece) : stream.close()),
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body, duplex: 'half' };
    const answer = await ask('/api/alarms', token, init as RequestInit);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'BODY_TOO_LARGE' });
  });

  it('roles that may not do a thing are told so', async () => {
    const hotline = await hub.signIn('BYTL', 'hotline');
    expect((await ask('/api/reports/outages.csv', hotline)).status).toBe(403);
    expect((await ask('/api/audit/entries', hotline)).status).toBe(403);
    expect((await ask('/api/outages', 'nobody')).status).toBe(401);
  });
});
