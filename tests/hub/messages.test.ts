import type { OutboxMessage, ResendResult } from '@shared/contract/messages';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PartnerConfig } from '../../src-hub/partners/config';
import { startTestHub, type TestHub } from '../support/hub';
import { OperatorClient } from '../support/operator-client';
import { PartnerDouble } from '../support/partner-double';
import { until } from '../support/until';

const PARTNER = 'XPC1';
const double = new PartnerDouble();
let test: TestHub;
let supervisor: OperatorClient;
let refIntervOI = '';

interface Listed {
  readonly items: OutboxMessage[];
  readonly total: number;
  readonly nextCursor: string | null;
  readonly partners: { operatorCode: string; lot: number; isDown: boolean; lastHeardAt: string | null }[];
}

beforeAll(async () => {
  const base = await double.listen();
  const config: PartnerConfig = {
    code: PARTNER,
    name: 'Ailleurs Télécom',
    roles: ['OC'],
    lots: { 2: `${base}/v2` },
    credentials: { tokenUrl: `${base}/token`, clients: { GTHD: { clientId: 'gthd', clientSecret: 'agreed' } } },
    timeoutMs: 2_000,
    atOnce: 4,
    giveUpAfterMs: 60_000,
  };
  test = await startTestHub({ partners: [config] });
  await test.seedPm(
    {
      pmRef: 'FI-33063-MSG1',
      infraOperatorCode: 'GTHD',
      inseeCode: '33063',
      commune: 'Bordeaux',
      department: '33',
      longitude: -0.57,
      latitude: 44.84,
      accuracy: 'exact',
      lineCounts: { [PARTNER]: 12 },
    },
    {},
  );
  supervisor = await OperatorClient.person(test.hub.url, 'supervisor', 'GTHD');
});
afterAll(async () => {
  await test?.stop();
  double.close();
});

const list = (query = '', reader = supervisor) => reader.must<Listed>('GET', `/api/messages${query}`);
const resend = (id: string, reader = supervisor) => reader.call<ResendResult>('POST', `/api/messages/${id}/resend`, {});

it('what a partner refuses is dead, and its operator’s supervisor reads why', async () => {
  double.answer = (response) =>
    void response.writeHead(400).end(JSON.stringify({ error: 'PM_INCONNU', error_description: 'no such PM here' }));
  const ordering = await OperatorClient.system(test.hub.url, 'FTEL');
  const job = {
    codeDO: 'FTEL',
    codeOI: 'GTHD',
    dateDebutIntervention: new Date().toISOString(),
    message: 'M1',
    nature: '4',
    pointMutualisation: { refPM: 'FI-33063-MSG1', refPMTechnique: 'FI-33063-MSG1' },
    refIntervDO: 'JOB-1',
  };
  ({ refIntervOI } = await ordering.must<{ refIntervOI: string }>('POST', '/v2/interventions-do', job));
  const { codeDO, codeOI, refIntervDO } = job;
  const dateTest = new Date().toISOString();
  const m3tx = { codeDO, codeOI, refIntervDO, refIntervOI, dateTest, message: 'M3TX', natureTest: '1', numeroTest: 1 };
  await ordering.must('POST', '/v2/interventions-do/test-intermediaire', m3tx);
  await test.hub.idle();
  const { items, total, partners } = await list('?state=dead');
  expect(total).toBe(2);
  expect(items).toMatchObject(
    ['M4TX', 'M2'].map((message) => ({
      state: 'dead',
      message,
      recipientCode: PARTNER,
      infraRef: refIntervOI,
      pmRef: 'FI-33063-MSG1',
      attempts: 1,
      error: { code: 'PM_INCONNU', text: 'no such PM here' },
      nextTryAt: null,
      heldUp: null,
      resentAt: null,
    })),
  );
  expect(items.every(({ firstTriedAt, deadAt }) => firstTriedAt !== null && deadAt !== null)).toBe(true);
  expect(partners).toMatchObject([{ operatorCode: PARTNER, lot: 2, isDown: false }]);
});

it('a list goes page by page, of one state and one partner', async () => {
  const first = await list('?limit=1');
  expect([first.items.length, first.total]).toEqual([1, 2]);
  const second = await list(`?limit=1&cursor=${first.nextCursor}`);
  expect([second.items[0]?.message, second.nextCursor]).toEqual(['M2', null]);
  expect((await list('?partner=NONE')).total).toBe(0);
  expect((await list('?state=waiting')).total).toBe(0);
  expect((await supervisor.call('GET', '/api/messages?cursor=x')).status).toBe(400);
});

it('safety 4: nobody else sees them, and to others they do not exist', async () => {
  const [m4tx] = (await list('?state=dead')).items;
  for (const code of ['FTEL', 'BYTL'] as const) {
    const other = await OperatorClient.person(test.hub.url, 'supervisor', code);
    expect((await list('', other)).items).toEqual([]);
    const [foreign, missing] = [await resend(m4tx?.id ?? '', other), await resend('123456', other)];
    expect([foreign.status, foreign.body]).toEqual([404, missing.body]);
  }
  const hotline = await OperatorClient.person(test.hub.url, 'auditor', 'GTHD');
  expect((await hotline.call('GET', '/api/messages')).status).toBe(403);
});

it('safety 15: sent again, it goes with what was dead before it in its job, in order, once however often one asks', async () => {
  const [m4tx, m2] = (await list('?state=dead')).items;
  double.heard.length = 0;
  double.answer = (response, body) =>
    void response.writeHead(200).end(JSON.stringify({ code: 0, refIntervOI: body.refIntervOI, numeroTest: 1 }));
  const asked = await Promise.all([resend(m4tx?.id ?? ''), resend(m4tx?.id ?? ''), resend(m4tx?.id ?? '')]);
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(asked.reduce((sum, { body }) => sum + body.resent, 0)).toBe(2);
  await until('both', async () => (double.heard.length < 2 ? undefined : true));
  await test.hub.idle();
  expect(double.heard.map(({ message }) => message)).toEqual(['M2', 'M4TX']);
  expect(await list()).toMatchObject({ items: [], total: 0 });
  expect((await resend(m2?.id ?? '')).body).toEqual({ state: 'delivered', resent: 0 });
  const admin = await OperatorClient.person(test.hub.url, 'admin', 'GTHD');
  const { items } = await admin.must<{ items: { action: string }[] }>('GET', '/api/audit/entries');
  expect(items.filter(({ action }) => action === 'message.resend')).toMatchObject([
    {
      actor: 'supervisor.gthd',
      subject: refIntervOI,
      detail: { message: 'M4TX', recipientCode: PARTNER, messageIds: [Number(m2?.id), Number(m4tx?.id)] },
    },
  ]);
});

it('a message that was given up has its whole time again once it is sent again', async () => {
  double.answer = (response) => void response.writeHead(503).end();
  const { ctx } = test.hub;
  await ctx.transact({ tenants: ['GTHD'], actor: test.caller('GTHD') }, async (work) => {
    const body = { codeOI: 'GTHD', message: 'M2', refIntervOI: 'OLD' };
    work.send({ operatorCode: 'GTHD', recipientCode: PARTNER, message: 'M2', infraRef: 'OLD', body });
  });
  const hoursAgo = new Date(Date.now() - 7_200_000).toISOString();
  await test.sql(['GTHD'], `UPDATE outbox SET created_at = $1 WHERE infra_ref = 'OLD'`, [hoursAgo]);
  const one = async (state: string) => (await list(`?state=${state}`)).items.find(({ infraRef }) => infraRef === 'OLD');
  const dead = await until('it is given up', async () => {
    await test.sql(['GTHD'], `UPDATE outbox SET due_at = created_at WHERE infra_ref = 'OLD' AND dead_at IS NULL`);
    await test.hub.idle();
    return one('dead');
  });
  expect(dead.error).toMatchObject({ code: 'UNREACHABLE', text: expect.stringContaining('503') });
  await resend(dead.id);
  await test.hub.idle();
  const waiting = await one('waiting');
  expect(waiting).toMatchObject({ attempts: 1, error: { code: 'UNREACHABLE' }, heldUp: null });
  expect(Date.parse(waiting?.nextTryAt ?? '')).toBeGreaterThan(Date.now());
  expect(waiting?.resentAt).not.toBeNull();
});

it('messages to an operator that is neither hosted here nor a partner wait, and say that there is no link to it', async () => {
  await test.hub.ctx.transact({ tenants: ['GTHD'], actor: test.caller('GTHD') }, async (work) => {
    for (const message of ['M2', 'M4'])
      work.send({ operatorCode: 'GTHD', recipientCode: 'XNOP', message, infraRef: 'J', body: {} });
  });
  await test.hub.idle();
  const { items } = await list('?partner=XNOP');
  expect(items).toMatchObject([
    { message: 'M4', state: 'waiting', heldUp: 'no-link', attempts: 0, firstTriedAt: null, nextTryAt: null },
    { message: 'M2', state: 'waiting', heldUp: 'no-link', pmRef: null, error: null },
  ]);
});
