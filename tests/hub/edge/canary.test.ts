import { type Frame, frame as frameSchema } from '@shared/contract/feed';
import { reportKinds } from '@shared/contract/http';
import { may } from '@shared/domain/authorisation';
import { type Role, roles } from '@shared/domain/codes';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../src-hub/routes/access';
import { canariesIn } from '../../support/canary';
import { canary, EdgeWorld, grantOf, PM_OF_FTEL, PM_OF_SFRA, ptoOf, type Sent } from '../../support/edge-world';

/** Everything that is there, by the kind of thing that a parameter of a route names; all operators' together. */
interface Ids {
  readonly outages: readonly string[];
  readonly interventions: readonly string[];
  readonly grants: readonly string[];
  readonly lines: readonly string[];
  readonly messages: readonly string[];
}

let world: EdgeWorld;
let ids: Ids;
const sockets: Socket[] = [];
/** What BYTL's sockets heard while the world was played, by namespace and role. */
const heard = new Map<string, unknown[]>();
const frames = new Map<string, Frame[]>();

beforeAll(async () => {
  world = await EdgeWorld.start();
  for (const [namespace, role] of seats()) await listen(namespace, role);
  await world.play();
  await until(() => (frames.get('console supervisor') ?? []).length > 0);
  const idsOf = async (table: string, column: string) => {
    const rows = await world.sql<{ id: string }>(`SELECT DISTINCT ${column} AS id FROM ${table}`);
    return rows.map(({ id }) => id);
  };
  ids = {
    outages: await idsOf('outages', 'id'),
    interventions: await idsOf('infra_interventions', 'infra_ref'),
    grants: await idsOf('pre_authorisations', 'id'),
    messages: await idsOf('outbox', 'id::text'),
    lines: ['BYTL', 'SFRA', 'FREE'].map((code) => ptoOf(code, PM_OF_FTEL, 0)),
  };
}, 120_000);
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await world.stop();
});

function seats(): [namespace: 'console' | 'field', role: Role][] {
  return (['console', 'field'] as const).flatMap((namespace) =>
    roles.filter((role) => may(role, `feed.${namespace}`)).map((role): [typeof namespace, Role] => [namespace, role]),
  );
}

async function listen(namespace: string, role: Role): Promise<void> {
  const key = `${namespace} ${role}`;
  const socket = io(`${world.url}/${namespace}`, {
    auth: { token: await world.token('BYTL', role) },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  heard.set(key, []);
  frames.set(key, []);
  socket.onAny((...event) => heard.get(key)?.push(event));
  socket.on('frame', (frame: Frame) => frames.get(key)?.push(frame));
  await new Promise((resolve) => socket.once('heartbeat', resolve));
}

async function until(done: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Addresses of a route, with everything that its parameter may name; a route that is not known here fails. */
function addressesOf({ url }: Route): readonly string[] {
  switch (url) {
    case '/api/interventions/:id':
      return ids.interventions.map((id) => url.replace(':id', id));
    case '/api/outages/:id':
      return ids.outages.map((id) => url.replace(':id', id));
    case '/api/pre-authorisations/:id/revoke':
      return ids.grants.map((id) => url.replace(':id', id));
    case '/api/messages/:id/resend':
      return ids.messages.map((id) => url.replace(':id', id));
    case '/api/lines/:ptoRef/verdict':
      return ids.lines.map((id) => url.replace(':ptoRef', id));
    case '/api/reports/:file':
      return reportKinds.flatMap((kind) =>
        ['csv', 'json', 'pdf'].map((format) => url.replace(':file', `${kind}.${format}`)),
      );
    case '/api/pms':
      return ['/api/pms', '/api/pms?format=columns', '/api/pms?limit=1'];
    case '/api/field/pms':
      return [`${url}?text=FI-`, `${url}?text=Bordeaux`, `${url}?longitude=-0.57&latitude=44.84`, url];
    case '/console/*':
    case '/field/*':
      return [url.replace('*', 'nothing')];
    default:
      if (/[:*]/.test(url)) throw new Error(`${url}: say here what its parameter names`);
      return url.startsWith('/api/') ? [url, `${url}?limit=1`, `${url}?nothing=1`] : [url];
  }
}

/** Bodies with which an operator pries into what others have. */
function pryingBodies({ url, method }: Route): readonly string[] {
  const text = (body: unknown) => JSON.stringify(body);
  const [ahead, later] = [3_600_000, 7_200_000].map((ms) => new Date(Date.now() + ms).toISOString());
  const job = { codeOI: 'GTHD', message: 'M3TX', natureTest: '1', numeroTest: 1, dateTest: new Date().toISOString() };
  switch (`${method} ${url}`) {
    case 'POST /api/outages/actions':
      return ['acknowledge', 'comment', 'dismiss'].map((action) =>
        text({
          action,
          outageIds: ids.outages,
          ...(action === 'comment' ? { text: 'x' } : {}),
          ...(action === 'dismiss' ? { reason: 'test' } : {}),
        }),
      );
    case 'POST /api/pre-authorisations/:id/revoke':
      return [text({ reason: 'Essai' })];
    case 'POST /api/messages/:id/resend':
      return ['{}'];
    case 'POST /api/pre-authorisations/explain':
      return [PM_OF_FTEL, 'nowhere'].map((pmRef) =>
        text({ orderingOperatorCode: 'SFRA', pmRef, natureFamily: 'repair' }),
      );
    case 'POST /api/pre-authorisations':
    case 'POST /api/pre-authorisations/preview':
      return [text(grantOf('BYTL'))];
    case 'POST /api/infra-reservations':
      return [text({ pmRef: PM_OF_SFRA, ptoRef: ptoOf('SFRA', PM_OF_SFRA, 0), reason: 'Essai', until: ahead })];
    case 'PUT /api/works':
      return [PM_OF_FTEL, 'nowhere'].map((pmRef) =>
        text([{ worksRef: 'TP-BOTH', kind: 'TP', state: 'ANNULE', pmRefs: [pmRef], startsAt: ahead, endsAt: later }]),
      );
    case 'POST /v2/interventions-do/test-intermediaire':
      return ids.interventions.flatMap((refIntervOI) =>
        ['SFRA', 'FTEL'].map((code) =>
          text({ ...job, codeDO: 'BYTL', refIntervDO: canary(code, 'job').replace('CANARY', 'canary'), refIntervOI }),
        ),
      );
    default:
      return ['{"nonsense":true}', '[', text({ login: 'supervisor', password: 'x' })];
  }
}

/** Every call of every route that one operator's role can think of. */
async function callsOf(route: Route): Promise<readonly Sent[]> {
  const { method } = route;
  const bodies = method === 'GET' ? [undefined] : pryingBodies(route);
  return addressesOf(route).flatMap((url) =>
    bodies.map((body) => ({ method, url, ...(body === undefined ? {} : { body }) })),
  );
}

const strangersIn = (text: string) => [...canariesIn(text)].filter((code) => code !== 'BYTL');

describe('safety 4: canaries', () => {
  it('the finder finds one, plain, escaped or in a cursor', () => {
    const cursor = Buffer.from(JSON.stringify(['2026-01-01T00:00:00Z', canary('SFRA', 'x')])).toString('base64url');
    for (const text of [
      'a CANARY-SFRA-x b',
      '"CANARY\\u002dSFRA\\u002dx"',
      'CANARY%2DSFRA%2Dx',
      `{"nextCursor":"${cursor}"}`,
      'by supervisor.sfra',
    ]) {
      expect([text, ...canariesIn(text)]).toEqual([text, 'SFRA']);
    }
    expect([...canariesIn('CANARY-sfra SFRA {"a":"supervisor"}')]).toEqual([]);
  });

  it('every route, as every role of BYTL: nothing of any other operator; BYTL’s own is there', async () => {
    const seenOwn = new Set<string>();
    const leaks: string[] = [];
    let answers = 0;
    // The audit trail first: afterwards it says what BYTL's people pried for, in their own words.
    const turn = ({ access }: Route) => (access === 'report.export' || access === 'audit.read' ? 0 : 1);
    const all = world.routes.filter(({ access }) => access !== 'session.end');
    for (const route of [...all].sort((a, b) => turn(a) - turn(b))) {
      for (const role of roles) {
        for (const sent of await callsOf(route)) {
          const answer = await world.ask(await world.token('BYTL', role), sent);
          answers += 1;
          const headers = JSON.stringify([...answer.headers]);
          for (const text of [answer.text, headers]) {
            const asked = canariesIn(`${sent.url} ${sent.body ?? ''}`);
            // What the caller itself wrote may come back to it: `no line of yours at …`.
            const strangers = strangersIn(text).filter((code) => !asked.has(code));
            if (strangers.length > 0)
              leaks.push(`${sent.method} ${sent.url} as ${role}: ${strangers} in ${text.slice(0, 300)}`);
          }
          if (answer.status === 200 && canariesIn(answer.text).has('BYTL')) seenOwn.add(route.url);
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(answers).toBeGreaterThan(400);
    expect([...seenOwn].sort()).toEqual([
      '/api/audit/entries',
      '/api/lines/:ptoRef/verdict',
      '/api/outages',
      '/api/outages/:id',
      '/api/pre-authorisations',
      '/api/pre-authorisations/:id/revoke',
      '/api/reports/:file',
      '/api/snapshot',
    ]);
  });

  it('every frame and heartbeat of every socket of BYTL, live and caught up: nothing of any other; each as its contract says', async () => {
    for (const [namespace, role] of seats()) {
      const key = `${namespace} ${role}`;
      expect([key, strangersIn(JSON.stringify(heard.get(key)))]).toEqual([key, []]);
      for (const one of frames.get(key) ?? []) frameSchema.parse(one);
      const caughtUp = await catchUp(namespace, role);
      frameSchema.parse(caughtUp);
      expect([key, strangersIn(JSON.stringify(caughtUp))]).toEqual([key, []]);
    }
    expect(canariesIn(JSON.stringify(heard.get('console supervisor'))).has('BYTL')).toBe(true);
    // BYTL ordered neither job: its technicians' sockets carry none of them.
    for (const key of ['field technician', 'field system']) {
      expect((frames.get(key) ?? []).flatMap(({ changes }) => changes)).toEqual([]);
    }
  });

  it('as an impacted operator: nothing tells who ordered the job', async () => {
    const bytl = ids.outages.length;
    expect(bytl).toBeGreaterThan(3);
    const texts: string[] = [];
    for (const role of roles) {
      for (const url of [
        '/api/outages',
        '/api/interventions',
        '/api/snapshot',
        ...ids.outages.map((id) => `/api/outages/${id}`),
      ]) {
        texts.push((await world.ask(await world.token('BYTL', role), { method: 'GET', url })).text);
      }
      for (const file of ['outages.json', 'interventions.json', 'outages.csv', 'interventions.csv']) {
        texts.push(
          (await world.ask(await world.token('BYTL', role), { method: 'GET', url: `/api/reports/${file}` })).text,
        );
      }
    }
    for (const list of frames.values()) texts.push(...list.map((one) => JSON.stringify(one)));
    // Of a table, the rows alone; where the job's orderer would stand is empty.
    const rows = texts
      .flatMap((one) => one.split('\n'))
      .filter((row) => !row.includes(';orderingOperatorCode;orderingRef'));
    for (const text of rows) {
      expect(text).not.toMatch(/orderingRef|"nature": ?"[1-5]"|SFR\b/);
      // Where one operator that may order jobs is named, all are, alike: the matrix of what M5TX carried.
      const named = ['FTEL', 'SFRA', 'FREE'].filter((code) => withoutGrants(text).includes(code));
      expect([0, 3]).toContain(named.length);
    }
  });

  it('the log: nothing of anybody, and no token', async () => {
    const log = world.log.join('');
    expect(log).not.toContain('CANARY');
    for (const role of roles) expect(log).not.toContain(await world.token('BYTL', role));
  });
});

describe('safety 6: a field that is not of the contract', () => {
  it('is never sent: not in lists, not alone, not in a snapshot, an export or a frame; the log names it', async () => {
    const plant = async (path: string) => {
      await world.sql(`UPDATE projections SET doc = jsonb_set(doc, $1, '"LEAKED"') WHERE kind = 'outage'`, [path]);
    };
    const everything = async () => {
      const urls = ['/api/outages', '/api/snapshot', '/api/reports/outages.json', '/api/reports/outages.csv'];
      const token = await world.token('BYTL', 'supervisor');
      const [outage] = await world.sql<{ id: string }>(`SELECT id FROM outages WHERE operator_code = 'BYTL'`);
      return Promise.all(
        [...urls, `/api/outages/${outage?.id}`].map((url) =>
          world.ask(token, { method: 'GET', url }).catch((error: Error) => ({ status: 0, text: error.message })),
        ),
      );
    };
    await plant('{leak}');
    for (const { status, text } of await everything()) {
      expect(status).toBe(200);
      expect(text).not.toContain('LEAKED');
    }
    await plant('{attribution,leak}');
    const refused = await everything();
    for (const { text } of refused) expect(text).not.toContain('LEAKED');
    const problems = refused.filter(({ status }) => status === 500).map(({ text }) => JSON.parse(text) as object);
    expect(problems.length).toBe(3);
    for (const body of problems) expect(Object.keys(body).sort()).toEqual(['code', 'status', 'title', 'type']);
    expect(world.log.join('')).toMatch(/answer does not fit its contract/);
    expect(world.log.join('')).not.toContain('LEAKED');
  });
});

async function catchUp(namespace: string, role: Role): Promise<Frame> {
  const socket = io(`${world.url}/${namespace}`, {
    auth: { token: await world.token('BYTL', role), since: { epoch: world.test.hub.epoch, seq: 0 } },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  const caughtUp = await new Promise<Frame>((resolve) => socket.once('frame', resolve));
  socket.close();
  return caughtUp;
}

/** The text less what says to whom BYTL itself opened its lines. */
const withoutGrants = (text: string) =>
  text.replace(
    /"preAuthorisations":\[.*?\],"sources"|\{"seq":\d+,"kind":"preAuthorisation".*?"revokedReason":(null|"[^"]*")\}\}/g,
    '',
  );
