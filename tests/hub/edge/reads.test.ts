import type { Frame } from '@shared/contract/feed';
import { may } from '@shared/domain/authorisation';
import { type Role, roles } from '@shared/domain/codes';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../src-hub/routes/access';
import {
  canary,
  EdgeWorld,
  grantOf,
  PM_OF_FREE,
  PM_OF_FTEL,
  PM_OF_SFRA,
  ptoOf,
  type Raw,
} from '../../support/edge-world';

let world: EdgeWorld;
/** By what it is of: BYTL's own, and one that is another's alone. */
const ids = { outage: ['', ''], intervention: ['', ''], grant: ['', ''], message: ['', ''] };

beforeAll(async () => {
  world = await EdgeWorld.start();
  await world.play();
  const one = async (text: string) => (await world.sql<{ id: string }>(text))[0]?.id ?? '';
  for (const [i, code] of ['BYTL', 'SFRA'].entries()) {
    ids.outage[i] = await one(`SELECT id FROM outages WHERE operator_code = '${code}'`);
    ids.message[i] = await one(`SELECT id::text FROM outbox WHERE operator_code = '${code}'`);
    ids.grant[i] = await one(`SELECT id FROM pre_authorisations WHERE operator_code = '${code}'`);
  }
  for (const [i, pmRef] of [PM_OF_FTEL, PM_OF_FREE].entries())
    ids.intervention[i] = await one(`SELECT infra_ref AS id FROM infra_interventions WHERE pm_ref = '${pmRef}'`);
}, 120_000);
afterAll(() => world.stop());

/** What of an answer its caller can tell apart: all but the time that it was given at. */
function told({ status, text, headers }: Raw): object {
  const named = [...headers].filter(([name]) => name !== 'date');
  return { status, text, headers: Object.fromEntries(named) };
}

/** For each parameter of a route: an own thing, another's, and one that nobody has, of the same shape. */
function parameterOf({ url }: Route): readonly [own: string, foreign: string, missing: string] {
  const [ownOutage = '', foreignOutage = ''] = ids.outage;
  const [ownJob = '', foreignJob = ''] = ids.intervention;
  const [ownGrant = '', foreignGrant = ''] = ids.grant;
  switch (url) {
    case '/api/outages/:id':
      return [ownOutage, foreignOutage, missingLike(foreignOutage)];
    case '/api/interventions/:id':
      return [ownJob, foreignJob, missingLike(foreignJob)];
    case '/api/pre-authorisations/:id/revoke':
      return [ownGrant, foreignGrant, missingLike(foreignGrant)];
    case '/api/messages/:id/resend':
      return [ids.message[0] ?? '', ids.message[1] ?? '', '999123456'];
    case '/api/lines/:ptoRef/verdict':
      return [ptoOf('BYTL', PM_OF_FTEL, 0), ptoOf('SFRA', PM_OF_FTEL, 0), ptoOf('SFRA', 'FI-33063-NONE', 0)];
    case '/api/reports/:file':
      return ['outages.json', 'lines.json', 'nones.json'];
    case '/console/*':
    case '/field/*':
      return ['', '..%2f..%2fpackage.json', '..%2f..%2fmissing.json'];
    default:
      throw new Error(`${url}: say here what its parameter names`);
  }
}

/** Another reference of the same length and alphabet. */
const missingLike = (id: string) => id.replace(/[0-9a-f]{6}$/i, 'abcdef');

/** What calls name in their bodies: the call with another's reference, and with nobody's. */
function bodies(): readonly [string, (ref: string) => object, foreign: string, missing: string][] {
  const now = new Date().toISOString();
  const [, foreignOutage = ''] = ids.outage;
  const [, foreignJob = ''] = ids.intervention;
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  const nowhere = 'FI-33063-NONE';
  const job = { codeDO: 'BYTL', codeOI: 'GTHD' };
  const test = { ...job, dateTest: now, message: 'M3TX', natureTest: '1', numeroTest: 1 };
  const pointMutualisation = { refPM: PM_OF_FTEL, refPMTechnique: PM_OF_FTEL };
  const end = { dateDebutIntervention: now, dateFinIntervention: now, elementReseau: 'PM', message: 'M3', nature: '4' };
  const answer = { clientHSOC: [], codeOcImpacte: 'BYTL', ligneClientRetablie: [], message: 'M5TX', numeroTest: 1 };
  const theirs = canary('SFRA', 'job');
  const nobodys = canary('SFRA', 'jab');
  return [
    [
      'POST /api/outages/actions',
      (ref) => ({ action: 'acknowledge', outageIds: [ref] }),
      foreignOutage,
      missingLike(foreignOutage),
    ],
    [
      'POST /api/pre-authorisations/explain',
      (pmRef) => ({ orderingOperatorCode: 'SFRA', pmRef, natureFamily: 'repair' }),
      PM_OF_FREE,
      nowhere,
    ],
    [
      'POST /api/pre-authorisations',
      (ref) => ({ ...grantOf('BYTL'), scope: { kind: 'pms', pmRefs: [ref] } }),
      PM_OF_FREE,
      nowhere,
    ],
    [
      'POST /api/pre-authorisations/preview',
      (ref) => ({ ...grantOf('BYTL'), scope: { kind: 'pms', pmRefs: [ref] } }),
      PM_OF_FREE,
      nowhere,
    ],
    ['POST /api/infra-reservations', (pmRef) => ({ pmRef, reason: 'Essai', until: ahead }), PM_OF_SFRA, nowhere],
    [
      'POST /v2/interventions-do/test-intermediaire',
      (ref) => ({ ...test, refIntervDO: ref, refIntervOI: foreignJob }),
      theirs,
      nobodys,
    ],
    ['PUT /v2/interventions-do', (ref) => ({ ...job, ...end, refIntervDO: ref, pointMutualisation }), theirs, nobodys],
    ['POST /v2/interventions-do/compte-rendu', (ref) => ({ ...job, message: 'CR', refIntervDO: ref }), theirs, nobodys],
    [
      'POST /v2/interventions-oi/notification-impacte-clients-oc',
      (ref) => ({ ...answer, refIntervOI: ref, testCloture: false }),
      foreignJob,
      missingLike(foreignJob),
    ],
  ];
}

describe('safety 5: a foreign thing is as one that does not exist', () => {
  it('in every address with a parameter, for every role that may call it, byte for byte', async () => {
    const looked: string[] = [];
    for (const route of world.routes.filter(({ url }) => /[:*]/.test(url))) {
      const [, foreign, missing] = parameterOf(route);
      for (const role of roles.filter((one) => route.access === 'public' || may(one, route.access))) {
        const token = await world.token('BYTL', role);
        const ask = (id: string) =>
          world.ask(token, {
            method: route.method,
            url: route.url.replace(/:\w+|\*/, id),
            ...(route.method === 'GET' ? {} : { body: route.url.includes('revoke') ? '{"reason":"Essai"}' : '{}' }),
          });
        const [theirs, nobodys] = [await ask(foreign), await ask(missing)];
        expect([route.url, role, told(theirs)]).toEqual([route.url, role, told(nobodys)]);
        expect([route.url, theirs.status, JSON.parse(theirs.text)]).toEqual([
          route.url,
          404,
          { type: 'urn:vigie:problem:NOT_FOUND', title: 'not found', status: 404, code: 'NOT_FOUND' },
        ]);
        looked.push(`${route.url} ${role}`);
      }
    }
    expect(looked.length).toBeGreaterThan(12);
  });

  it('and an own one is there, so that the same answer says something', async () => {
    for (const route of world.routes.filter(({ url, method }) => url.includes(':') && method === 'GET')) {
      const [own] = parameterOf(route);
      const sent = { method: 'GET', url: route.url.replace(/:\w+/, own) };
      expect([route.url, (await world.ask(await world.token('BYTL', 'supervisor'), sent)).status]).toEqual([
        route.url,
        200,
      ]);
    }
  });

  it('in every body that names something', async () => {
    for (const [name, bodyOf, foreign, missing] of bodies()) {
      const [method = '', url = ''] = name.split(' ');
      const token = await world.token('BYTL', url.startsWith('/v2') ? 'system' : 'supervisor');
      const answers: object[] = [];
      for (const ref of [foreign, missing]) {
        const raw = await world.ask(token, { method, url, body: JSON.stringify(bodyOf(ref)) });
        // What the caller wrote comes back to it.
        answers.push(told({ ...raw, text: raw.text.replaceAll(ref, 'REF') }));
        if (url !== '/api/outages/actions') expect([name, raw.status >= 400 && raw.status < 500]).toEqual([name, true]);
      }
      const [theirs, nobodys] = answers.map((one) => ({ ...one, headers: undefined }));
      expect([name, theirs]).toEqual([name, nobodys]);
    }
  });
});

/** Addresses of a route with the reader's own things in it. */
async function ownAddresses(route: Route, code: string): Promise<readonly string[]> {
  if (route.url.startsWith('/api/reports/')) {
    return ['outages', 'interventions', 'audit'].flatMap((kind) => [
      `/api/reports/${kind}.json`,
      `/api/reports/${kind}.csv`,
    ]);
  }
  if (!route.url.includes(':')) return [route.url];
  const column = { '/api/outages/:id': 'outage', '/api/interventions/:id': 'intervention' }[route.url];
  if (column === undefined)
    return route.url.includes('verdict') ? [route.url.replace(':ptoRef', ptoOf(code, PM_OF_SFRA, 0))] : [];
  const rows = await world.sql<{ id: string }>('SELECT id FROM projections WHERE operator_code = $1 AND kind = $2', [
    code,
    column,
  ]);
  return rows.map(({ id }) => route.url.replace(':id', id));
}

/** Impacted, ordering and infrastructure operator: each sees other routes show lines. */
const readers: readonly (readonly [code: string, role: Role])[] = [
  ...roles.map((role) => ['BYTL', role] as const),
  ['FTEL', 'system'],
  ['FTEL', 'technician'],
  ['GTHD', 'supervisor'],
];

describe('safety 20: reads', () => {
  it('every answer that shows a customer’s line, and every export, is in the audit trail before it leaves', async () => {
    await world.sql(
      `INSERT INTO infra_reservations SELECT operator_code, id || '-line', pm_ref, $1, reason, until, created_by, created_at
       FROM infra_reservations`,
      [ptoOf('SFRA', PM_OF_SFRA, 1)],
    );
    const showing = new Set<string>();
    const silent: string[] = [];
    for (const [code, role] of readers) {
      const login = role === 'system' ? `system-${code}` : `${role}.${code.toLowerCase()}`;
      const token = await world.token(code, role);
      for (const route of world.routes.filter(({ method, access }) => method === 'GET' && access !== 'public')) {
        for (const url of await ownAddresses(route, code)) {
          const before = await readsBy(login);
          const { status, text } = await world.ask(token, { method: 'GET', url });
          const shows = route.access === 'report.export' || /CANARY-[A-Z]{4}-pto-/.test(text);
          if (status !== 200 || !shows) continue;
          showing.add(route.url);
          if ((await readsBy(login)) === before) silent.push(`${url} as ${login}`);
        }
      }
    }
    // The trail itself names lines, as what was read before.
    expect(silent.filter((one) => !one.startsWith('/api/audit/entries'))).toEqual([]);
    expect([...showing].sort()).toEqual([
      '/api/audit/entries',
      '/api/infra-reservations',
      '/api/interventions',
      '/api/interventions/:id',
      '/api/lines/:ptoRef/verdict',
      '/api/outages',
      '/api/outages/:id',
      '/api/reports/:file',
      '/api/snapshot',
    ]);
  });

  it('the audit trail and the journal can only grow: neither the hub nor the schema’s owner changes a row', async () => {
    const { db } = world.test.hub.ctx;
    const as = (text: string) => db.inTenants(['BYTL'], (tx) => tx.rows(text));
    for (const table of ['audit', 'journal']) {
      for (const text of [`UPDATE ${table} SET operator_code = 'BYTL'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(as(text), text).rejects.toThrow(/permission denied/);
      }
    }
    const privileges = await world.test.sql<{ may: string }>(
      [],
      `SELECT string_agg(privilege_type, ',' ORDER BY privilege_type) AS may FROM information_schema.role_table_grants
       WHERE grantee = 'vigie_app' AND table_name = 'audit'`,
    );
    expect(privileges).toEqual([{ may: 'INSERT,SELECT' }]);
    for (const text of [
      `UPDATE audit SET actor = 'nobody'`,
      'DELETE FROM audit',
      'TRUNCATE audit',
      `UPDATE journal SET id = 'x'`,
    ]) {
      await expect(world.test.sql(['BYTL'], text), text).rejects.toThrow(/append-only/);
    }
  });
});

/** How often somebody is in the audit trail, with more than a session. */
async function readsBy(login: string): Promise<number> {
  const rows = await world.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM audit WHERE actor = $1 AND action NOT LIKE 'session%'`,
    [login],
  );
  return rows[0]?.n ?? 0;
}

describe('safety 2: /field', () => {
  it('carries what the operator itself ordered, and nothing else', async () => {
    const seen = async (namespace: string, role: Role) => {
      const socket = io(`${world.url}/${namespace}`, {
        auth: { token: await world.token('FTEL', role), since: { epoch: world.test.hub.epoch, seq: 0 } },
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
      });
      const { changes } = await new Promise<Frame>((resolve) => socket.once('frame', resolve));
      socket.close();
      return changes;
    };
    const console = await seen('console', 'supervisor');
    const places = (changes: Frame['changes']) =>
      new Set(changes.map(({ doc }) => ('pmRef' in doc ? doc.pmRef : 'a grant')));
    expect(places(console)).toEqual(new Set([PM_OF_SFRA, PM_OF_FTEL, 'a grant']));
    for (const role of roles.filter((one) => may(one, 'feed.field'))) {
      const changes = await seen('field', role);
      expect([role, ...places(changes)]).toEqual([role, PM_OF_FTEL]);
      expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['intervention', 'outage']));
      for (const { kind, doc } of changes) {
        if (kind === 'outage') expect(doc.relations).toContain('ordering');
        if (kind === 'intervention') expect(doc.orderingOperatorCode).toBe('FTEL');
      }
    }
  });
});
