import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Snapshot, STALE_AFTER_MS } from '@shared/contract/feed';
import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHub, type Hub } from '../../src-hub/hub';
import type { PartnerConfig } from '../../src-hub/partners/config';
import { girondeNetwork } from '../../src-sim/gironde';
import { OperatorClient } from '../support/operator-client';
import { until } from '../support/until';

// Two hubs on one machine, strangers to each other but for the protocol: Bouygues Telecom lives on one, all others on
// the other.

const ALONE = 'BYTL';
const OTHERS = ['FTEL', 'GTHD', 'SFRA', 'FREE'];
const folder = mkdtempSync(join(tmpdir(), 'vigie-partners-'));
let here: Hub;
let there: Hub;
let infra: OperatorClient;
let ordering: OperatorClient;
let alone: OperatorClient;

beforeAll(async () => {
  const [a, b] = [await freePort(), await freePort()];
  const common = { demo: true, speed: 60 } as const;
  [here, there] = await Promise.all([
    createHub({ ...common, port: a, store: { data: join(folder, 'a') }, partners: [partner(ALONE, ['OC', 'DO'], b)] }),
    createHub({
      ...common,
      port: b,
      store: { data: join(folder, 'b') },
      partners: [
        partner('FTEL', ['OI', 'OC', 'DO'], a),
        partner('GTHD', ['OI'], a),
        partner('SFRA', ['OC', 'DO'], a),
        partner('FREE', ['OC', 'DO'], a),
      ],
    }),
  ]);
  infra = await OperatorClient.system(here.url, 'GTHD');
  ordering = await OperatorClient.system(here.url, 'FTEL');
  alone = await OperatorClient.system(there.url, ALONE);
}, 180_000);

afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** How a hub reaches one operator on the other, and how it is let in: as the hubs' operators agreed beforehand. */
function partner(code: string, roles: PartnerConfig['roles'], port: number): PartnerConfig {
  const base = `http://127.0.0.1:${port}`;
  return {
    code,
    name: code,
    roles,
    lots: { 2: `${base}/v2` },
    credentials: {
      tokenUrl: `${base}/oauth/token`,
      clients: Object.fromEntries(
        (code === ALONE ? OTHERS : [ALONE]).map((sender) => [
          sender,
          { clientId: `${sender}-at-${code === ALONE ? ALONE : 'the-others'}`, clientSecret: 'agreed-beforehand' },
        ]),
      ),
    },
    inbound: { clientId: `${code}-at-${code === ALONE ? 'the-others' : ALONE}`, clientSecret: 'agreed-beforehand' },
    timeoutMs: 5_000,
    atOnce: 8,
    giveUpAfterMs: 60_000,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

const network = girondeNetwork();
/** A PM of the public network where Bouygues Telecom has lines. */
const pm = network.pms.find((each) => each.infraOperatorCode === 'GTHD' && (each.lineCounts[ALONE] ?? 0) > 20);

const job = (codeDO: string, refIntervDO: string) => ({
  codeDO,
  codeOI: 'GTHD',
  dateDebutIntervention: new Date().toISOString(),
  message: 'M1',
  nature: '4',
  pointMutualisation: { refPM: pm?.pmRef, refPMTechnique: pm?.technicalPmRefs[0] ?? pm?.pmRef },
  refIntervDO,
});
const test = (codeDO: string, refIntervDO: string, refIntervOI: string) => ({
  codeDO,
  codeOI: 'GTHD',
  dateTest: new Date().toISOString(),
  message: 'M3TX',
  natureTest: '1',
  numeroTest: 1,
  refIntervDO,
  refIntervOI,
});

it('safety 4: a job ordered and run on one hub cuts a line of the other, which never learns whose job it was: M2 … M6TX go between them', async () => {
  const { refIntervOI } = await ordering.must<{ refIntervOI: string }>(
    'POST',
    '/v2/interventions-do',
    job('FTEL', 'J1'),
  );
  await until('M2 at the other hub', async () => {
    const seen = await alone.call('GET', `/api/interventions/${encodeURIComponent(`GTHD:${refIntervOI}`)}`);
    return seen.status === 200 ? seen : undefined;
  });
  const lines = network.linesOf(pm?.index ?? 0).filter(({ operatorCode }) => operatorCode === ALONE);
  const cut = lines[3]?.line;
  if (cut === undefined) throw new Error('no line');
  await alone.alarms([
    {
      notificationId: 'CUT-1',
      kind: 'LOSI',
      ponPath: cut.ponPath,
      ontNumber: cut.ontNumber,
      raisedAt: new Date().toISOString(),
    },
  ]);
  const [outage] = (await alone.must<{ items: Outage[] }>('GET', '/api/outages')).items;
  expect(outage).toMatchObject({ impactedOperatorCode: ALONE, infraOperatorCode: 'GTHD', downCount: 1 });
  expect(JSON.stringify(outage)).not.toContain('"J1"');

  await ordering.must('POST', '/v2/interventions-do/test-intermediaire', test('FTEL', 'J1', refIntervOI));
  const answer = await until('M6TX', async () => {
    const seen = await ordering.must<Intervention>('GET', `/api/interventions/${refIntervOI}`);
    return seen.answers?.find(({ impactedOperatorCode }) => impactedOperatorCode === ALONE);
  });
  expect(answer).toMatchObject({ repairAllowed: false, impactedLines: [{ ptoRef: cut.ptoRef }] });
  // The network's own desk has no outage of a customer that lives elsewhere: it knows by the answer alone.
  expect((await infra.must<{ items: Outage[] }>('GET', '/api/outages')).items).toEqual([]);
}, 60_000);

it('an operator orders a job on a network of the other hub: its M1 is answered from there, and M6TX comes back', async () => {
  const { refIntervOI } = await alone.must<{ refIntervOI: string }>('POST', '/v2/interventions-do', job(ALONE, 'B1'));
  const key = encodeURIComponent(`GTHD:${refIntervOI}`);
  expect(await alone.must('GET', `/api/interventions/${key}`)).toMatchObject({ orderingRef: 'B1', state: 'open' });
  expect(await infra.must('GET', `/api/interventions/${refIntervOI}`)).toMatchObject({ orderingOperatorCode: ALONE });
  await alone.must('POST', '/v2/interventions-do/test-intermediaire', test(ALONE, 'B1', refIntervOI));
  await until('every M6TX', async () => {
    const seen = await alone.must<Intervention>('GET', `/api/interventions/${key}`);
    const all = new Set(seen.answers?.map((a) => a.impactedOperatorCode)).size > 1;
    return seen.state === 'open' && all ? seen : undefined;
  });
  // What the network refuses is refused here, in its words.
  const again = await alone.call<{ error: string }>(
    'POST',
    '/v2/interventions-do/test-intermediaire',
    test(ALONE, 'B1', refIntervOI),
  );
  expect([again.status, again.body.error]).toEqual([400, 'TEST_PRECEDENT_DEJA_EMIS']);
}, 60_000);

it('a network outside is a source of the desk: fresh while its hub lives', async () => {
  const fresh = await until('a sign of life of GTHD', async () => {
    const { sources, at } = await alone.must<Snapshot>('GET', '/api/snapshot');
    const source = sources.find(({ id }) => id === 'messages:GTHD');
    const age = Date.parse(at) - Date.parse(source?.lastHeardAt ?? '1970-01-01T00:00:00Z');
    return age < STALE_AFTER_MS ? source : undefined;
  });
  expect(fresh).toMatchObject({ kind: 'messages', operatorCode: 'GTHD' });
});

it('safety 2: a partner has messages to send and nothing to read', async () => {
  const answer = await fetch(`${here.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: `${ALONE}-at-the-others`,
      client_secret: 'agreed-beforehand',
    }),
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  for (const path of ['/api/snapshot', '/api/pms', '/api/outages']) {
    const read = await fetch(`${here.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    expect([path, read.status]).toEqual([path, 403]);
  }
});
