import { problem, protocolError } from '@shared/contract/errors';
import { reponseClientHS, reponseInterventionDO } from '@shared/contract/lot1';
import type { Role } from '@shared/domain/codes';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../../src-hub/routes/access';
import { callOf, EdgeWorld, grantOf, PM_OF_FTEL, PM_OF_SFRA, ptoOf, type Raw } from '../../support/edge-world';
import { bodiesLike, cutOrGarbled } from '../../support/mutations';

/** Bodies sent together, and how many times: over a hundred a call, some thousands in all. */
const TOGETHER = 8;
const RUNS = 22;

let world: EdgeWorld;
let outageId = '';
let infraRef = '';
let grantId = '';
const ids = () => ({ outageId, infraRef, grantId });

beforeAll(async () => {
  world = await EdgeWorld.start({ callsPerMinute: 1_000_000 });
  await world.play();
  // Before the sign-ins that are tried here use up what one address has.
  for (const role of ['supervisor', 'system', 'admin'] as const) await world.token('FTEL', role);
  const one = async (text: string) => (await world.sql<{ id: string }>(text))[0]?.id ?? '';
  outageId = await one(
    `SELECT id FROM outages WHERE operator_code = 'FTEL' OR operator_code = 'BYTL' ORDER BY operator_code DESC`,
  );
  infraRef = await one(`SELECT infra_ref AS id FROM infra_interventions WHERE pm_ref = '${PM_OF_FTEL}'`);
  grantId = await one(`SELECT id FROM pre_authorisations WHERE operator_code = 'FTEL'`);
}, 120_000);
afterAll(() => world.stop());

const ruleOf = (code: string) => ({
  label: 'Essai',
  orderingOperatorCodes: [code],
  departments: ['33'],
  natures: ['repair'],
  from: '2025-09-29',
});

interface Fuzzed {
  readonly role: Role;
  readonly bodies: fc.Arbitrary<string>;
  readonly type?: string;
}

const HEADER = 'ReferencePM;EtatPM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique;CodeOI';

/** A right body of each call that takes one, spoilt; one that is not here fails. FTEL plays every part. */
function bodiesOf({ method, url }: Route): Fuzzed {
  const now = new Date().toISOString();
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  const job = { codeDO: 'FTEL', codeOI: 'GTHD', refIntervDO: 'CANARY-FTEL-job' };
  const at = { refPM: PM_OF_FTEL, refPMTechnique: PM_OF_FTEL };
  const line = { refPTO: ptoOf('BYTL', PM_OF_FTEL, 0), retMessage: 'fait', retStatut: true, retTypo: 'REPATCH_PORT' };
  const lost = {
    dateChangementEtat: now,
    fibre: '1',
    tube: '1',
    nomModulePM: 'M',
    positionCoupleurOC: 'C',
    positionModulePM: '1',
    refPBO: 'P',
    refPTO: 'T',
  };
  const like = (role: Role, valid: unknown): Fuzzed => ({ role, bodies: bodiesLike(valid) });
  switch (`${method} ${url}`) {
    case 'POST /api/outages/actions':
      return like('supervisor', { action: 'comment', outageIds: [ids().outageId, 'missing'], text: 'Vu' });
    case 'POST /api/pre-authorisations':
    case 'POST /api/pre-authorisations/preview':
      return like('supervisor', {
        ...grantOf('FTEL'),
        scope: { kind: 'departments', departments: ['33'], infraOperatorCodes: ['GTHD'] },
      });
    case 'POST /api/pre-authorisations/:id/revoke':
      return like('supervisor', { reason: 'Essai' });
    case 'POST /api/pre-authorisations/explain':
      return like('supervisor', {
        orderingOperatorCode: 'SFRA',
        pmRef: PM_OF_SFRA,
        natureFamily: 'repair',
        ptoRef: 'P',
        at: now,
      });
    case 'POST /api/infra-reservations':
      return like('supervisor', { pmRef: PM_OF_SFRA, ptoRef: 'P', reason: 'Essai', until: ahead });
    case 'POST /api/messages/:id/resend':
      return like('supervisor', {});
    case 'POST /api/session':
      return like('supervisor', { login: 'nobody', password: 'wrong' });
    case 'POST /api/session/end':
      return like('auditor', {});
    case 'POST /oauth/token':
      return {
        role: 'system',
        type: 'application/x-www-form-urlencoded',
        bodies: cutOrGarbled('grant_type=client_credentials&client_id=system-NONE&client_secret=x'),
      };
    case 'POST /api/alarms':
      return like('system', [
        { notificationId: 'n', kind: 'LOSI', ponPath: 'p', ontNumber: 1, raisedAt: now, clearedAt: now },
      ]);
    case 'PUT /api/lines':
      return like('system', [
        {
          ptoRef: 'NEW',
          pboRef: 'B',
          pmRef: PM_OF_FTEL,
          pmModuleName: 'M',
          pmModulePosition: '1',
          splitterPosition: '1',
          tube: '1',
          fibre: '1',
          ponPath: 'NEW',
          ontNumber: 1,
        },
      ]);
    case 'PUT /api/works':
      return like('system', [
        { worksRef: 'TP-NEW', kind: 'TP', state: 'NOUVEAU', pmRefs: [PM_OF_SFRA], startsAt: now, endsAt: ahead },
      ]);
    case 'PUT /api/rollout-plan':
      return like('admin', { version: 0, rules: [ruleOf('SFRA')], note: 'Essai' });
    case 'POST /api/rollout-plan/preview':
      return like('admin', { rules: [ruleOf('SFRA')] });
    case 'PUT /api/pms/ipe':
    case 'POST /api/pms/ipe/preview':
      return {
        role: 'system',
        type: 'text/csv',
        bodies: cutOrGarbled(`${HEADER}\r\nFI-33063-NEW1;DEPLOYE;33063;Bordeaux;-0,57;44,84;WGS84;FTEL\r\n`),
      };
    case 'POST /v2/interventions-do':
      return like('system', {
        ...job,
        refIntervDO: 'JOB-NEW',
        dateDebutIntervention: now,
        message: 'M1',
        nature: '4',
        pointMutualisation: at,
        refPTO: 'P',
      });
    case 'PUT /v2/interventions-do':
      return like('system', {
        ...job,
        dateDebutIntervention: now,
        dateFinIntervention: now,
        elementReseau: 'PM',
        message: 'M3',
        nature: '4',
        pointMutualisation: at,
        refIntervDO: 'JOB-NONE',
      });
    case 'POST /v2/interventions-do/test-intermediaire':
      return like('system', {
        ...job,
        dateTest: now,
        message: 'M3TX',
        natureTest: '1',
        numeroTest: 2,
        refIntervOI: ids().infraRef,
      });
    case 'POST /v2/interventions-do/compte-rendu':
      return like('system', { ...job, lignesImpactees: [line], message: 'CR', refIntervOI: ids().infraRef });
    case 'POST /v2/interventions-oi/notification-impacte-clients-oc':
      return like('system', {
        clientHSOC: [lost],
        codeOcImpacte: 'FTEL',
        demandeReparation: [{ codeDO: 'SFRA', reparation: true }],
        ligneClientRetablie: [],
        message: 'M5TX',
        numeroTest: 1,
        refIntervOI: ids().infraRef,
        testCloture: false,
      });
    case 'POST /v2/interventions-oi':
      return like('system', {
        codeOI: 'FTEL',
        dateDebutIntervention: now,
        message: 'M2',
        pointMutualisation: at,
        refIntervOI: 'OI-NEW',
        refPBO: 'P',
      });
    case 'PUT /v2/interventions-oi':
      return like('system', {
        codeOI: 'FTEL',
        dateDebutIntervention: now,
        dateTestFinFroid: now,
        message: 'M4',
        pointMutualisation: at,
        refIntervOI: 'OI-NEW',
      });
    case 'POST /v2/interventions-oi/test-intermediaire':
      return like('system', {
        codeOI: 'FTEL',
        dateTest: now,
        message: 'M4TX',
        natureTest: '1',
        numeroTest: 1,
        refIntervOI: 'OI-NEW',
      });
    case 'POST /v2/interventions-oi/compte-rendu':
      return like('system', { codeOI: 'FTEL', lignesImpactees: [line], message: 'CR', refIntervOI: 'OI-NEW' });
    case 'POST /v2/interventions-oi/notification-impacte-clients-oi-do':
      return like('system', {
        clientHSOC: [lost],
        codeOCImpacte: 'SFRA',
        ligneClientRetablie: [],
        message: 'M6TX',
        multiInterventionOI: false,
        nombreOC: 1,
        numeroTest: 1,
        refIntervOI: 'OI-NEW',
        reparation: false,
      });
    case 'POST /v1/intervention_DO':
      return like('system', {
        Code_DO: 'SFRA',
        Code_OI: 'FTEL',
        Ref_Interv_DO: 'JOB-NEW-1',
        PM: PM_OF_SFRA,
        Nature_PBO_PTO: [{ nature: '4', PBO: 'B', PTO: 'P' }],
        Debut_Inter: now,
        Fin_Inter: now,
      });
    case 'POST /v1/intervention_OI':
      return like('system', {
        Code_OI: 'FTEL',
        Ref_Interv_OI: 'OI-NEW-1',
        PM: PM_OF_SFRA,
        PBO: [{ PBO: 'B' }],
        Debut_Inter: now,
        Fin_Inter: now,
      });
    case 'POST /v1/client_HS_OC_Par_Inter':
      return like('system', {
        Code_OC_impacte: 'FTEL',
        Ref_Interv_OI: ids().infraRef,
        Liste_Clients_HS: [{ PTO: 'P', PBO: 'B', Tube: '1', Fibre: '1', Position_PM_Module_OI: '1', HMS_Coupure: now }],
      });
    default:
      throw new Error(`${method} ${url}: say here what it takes`);
  }
}

/** What every table holds, down to which transaction wrote the newest row: something half-written would change it. */
async function contents(): Promise<string> {
  const tables = await world.sql<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  );
  const each = tables.map(
    ({ name }) => `SELECT '${name}' AS t, count(*) AS n, max(xmin::text::bigint) AS x FROM ${name}`,
  );
  const rows = await world.sql(each.join(' UNION ALL '));
  return JSON.stringify(rows);
}

/** The shape that every refusal has. */
function checkRefusal(route: Route, raw: Raw): void {
  const body: unknown = JSON.parse(raw.text);
  if (route.url === '/oauth/token') {
    if (raw.status === 400 || raw.status === 401) {
      const code = (body as { error?: string; code?: string }).error ?? problem.parse(body).code;
      expect(['unsupported_grant_type', 'invalid_client', 'MALFORMED_BODY']).toContain(code);
      return;
    }
  } else if (route.url.startsWith('/v2/') && raw.status === 400) {
    protocolError.parse(body);
    return;
  } else if (route.url.startsWith('/v1/') && raw.status === 400) {
    const answer = route.url.includes('client') ? reponseClientHS : reponseInterventionDO;
    expect(answer.parse(body).Code_Reponse).toBeGreaterThan(0);
    return;
  }
  expect(raw.type).toBe('application/problem+json; charset=utf-8');
  expect(problem.parse(body).status).toBe(raw.status);
}

describe('safety 26: whatever comes, a coded answer, nothing half-written, and the hub lives', () => {
  it('bodies of every call', async () => {
    let sent = 0;
    const accepted = new Map<string, number>();
    for (const route of world.routes.filter(({ method }) => method !== 'GET')) {
      const { role, bodies, type } = bodiesOf(route);
      const token =
        route.access === 'public' ? null : route.access === 'session.end' ? 'none' : await world.token('FTEL', role);
      const url = route.url.replace(':id', ids().grantId);
      let before = await contents();
      await fc.assert(
        fc.asyncProperty(fc.array(bodies, { minLength: TOGETHER, maxLength: TOGETHER }), async (all) => {
          const answers = await Promise.all(
            all.map((body) =>
              world.ask(token, { method: route.method, url, body, ...(type === undefined ? {} : { type }) }),
            ),
          );
          sent += answers.length;
          for (const raw of answers) {
            expect(raw.status, `${route.url}: ${raw.text}`).toBeLessThan(500);
            if (raw.status >= 400) checkRefusal(route, raw);
            else callOf(route)?.call.reply.parse(JSON.parse(raw.text));
          }
          const taken = answers.filter(({ status }) => status < 400).length;
          accepted.set(route.url, (accepted.get(route.url) ?? 0) + taken);
          if (taken > 0) await world.test.hub.idle();
          const after = await contents();
          if (taken === 0) expect([route.url, after]).toEqual([route.url, before]);
          before = after;
        }),
        { numRuns: RUNS },
      );
    }
    expect(sent).toBeGreaterThan(2_500);
    expect((await world.ask(null, { method: 'GET', url: '/api/health' })).status).toBe(200);
    // Some that were spoilt where it does not matter must have been right, else they were refused for another reason.
    expect([...accepted.values()].filter((count) => count > 0).length).toBeGreaterThan(8);
  }, 240_000);

  it('addresses and queries of every call', async () => {
    const odd = fc.oneof(
      fc
        .string({ unit: 'binary', maxLength: 80 })
        .map((text) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'))),
      fc.constantFrom(
        '%00',
        '%',
        '%E0%A4%A',
        '%ED%A0%80',
        '..%2f..%2fetc%2fpasswd',
        "'--",
        'x'.repeat(300),
        '%F0%9F%98%80',
      ),
    );
    const names = ['cursor', 'limit', 'state', 'pmRef', 'from', 'to', 'format', 'operatorCode', 'x'];
    const cursors = fc
      .tuple(
        fc.constantFrom('2026-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2026', 'x'),
        fc.constantFrom('1', 'a\0', '9'.repeat(30)),
      )
      .map((pair) => Buffer.from(JSON.stringify(pair)).toString('base64url'));
    const query = fc
      .array(
        fc.tuple(fc.constantFrom(...names), fc.oneof(odd, cursors, fc.constantFrom('0000-01-01T00:00:00Z', '1', '-1'))),
        { maxLength: 3 },
      )
      .map((all) => all.map(([name, value]) => `${name}=${value}`).join('&'));
    const token = await world.token('FTEL', 'admin');
    const reads = world.routes.filter(({ method, access }) => method === 'GET' && access !== 'public');
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...reads), odd, query), { minLength: 10, maxLength: 10 }),
        async (all) => {
          await Promise.all(
            all.map(async ([route, id, asked]) => {
              const url = `${route.url.replace(/:\w+/, id)}${asked === '' ? '' : `?${asked}`}`;
              const raw = await world.ask(token, { method: 'GET', url });
              statuses.add(raw.status);
              expect(raw.status, `${url}: ${raw.text}`).toBeLessThan(500);
              if (raw.status >= 400) checkRefusal(route, raw);
            }),
          );
        },
      ),
      { numRuns: 60 },
    );
    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]));
  }, 120_000);
});
