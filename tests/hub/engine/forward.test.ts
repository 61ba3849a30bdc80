import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Forwarding, startForwarding } from '../../../src-hub/partners/forward';
import { PartnerLink } from '../../../src-hub/partners/link';
import { EngineRig, MINUTE } from '../../support/engine-rig';
import { PartnerDouble } from '../../support/partner-double';

let rig: EngineRig;
let double: PartnerDouble;
let forwarding: Forwarding;

beforeAll(async () => {
  rig = await EngineRig.start();
});
afterAll(() => rig.stop());
afterEach(async () => {
  await forwarding.stop();
  double.close();
});

async function open(code: string): Promise<void> {
  double = new PartnerDouble();
  const base = await double.listen();
  const link = new PartnerLink({
    code,
    name: code,
    roles: ['OC'],
    lots: { 2: `${base}/v2` },
    credentials: { tokenUrl: `${base}/token`, clients: { GTHD: { clientId: 'gthd', clientSecret: 'agreed' } } },
    timeoutMs: 500,
    atOnce: 4,
    giveUpAfterMs: 60 * MINUTE,
  });
  forwarding = startForwarding(rig.ctx, [link], (error) => rig.errors.push(error));
}

async function send(to: string, message: string, ref: string, from = 'GTHD'): Promise<void> {
  await rig.ctx.transact({ tenants: [from], actor: rig.caller(from) }, async (work) => {
    work.send({
      operatorCode: from,
      recipientCode: to,
      message,
      infraRef: ref,
      body: { codeOI: from, message, refIntervOI: ref },
    });
  });
}

const outbox = (to: string) =>
  rig.sql<{
    infra_ref: string;
    message: string;
    delivered: boolean;
    dead: boolean;
    attempts: number;
    last_error: string;
  }>(
    ['GTHD', 'FTEL'],
    `SELECT infra_ref, message, delivered_at IS NOT NULL AS delivered, dead_at IS NOT NULL AS dead, attempts, last_error
     FROM outbox WHERE recipient_code = $1 ORDER BY id`,
    [to],
  );

it('messages of a job follow one another, those of several jobs go side by side, each once, with one token', async () => {
  await open('XPC1');
  double.answer = (response, body) =>
    void response.writeHead(200).end(JSON.stringify({ code: 0, refIntervOI: body.refIntervOI, numeroTest: 1 }));
  for (const ref of ['A', 'B', 'C', 'D', 'E'])
    for (const message of ['M2', 'M4TX', 'M4']) await send('XPC1', message, ref);
  await forwarding.idle();
  for (const ref of ['A', 'B', 'C', 'D', 'E']) {
    expect(double.heard.filter((told) => told.ref === ref).map((told) => told.message)).toEqual(['M2', 'M4TX', 'M4']);
  }
  expect((await outbox('XPC1')).every((row) => row.delivered && row.attempts === 1)).toBe(true);
  expect(double.tokens.length).toBeLessThanOrEqual(4);
});

it('what a partner refuses is dead at once, with its code, and does not hold up the next', async () => {
  await open('XPC2');
  double.answer = (response, body) =>
    body.refIntervOI === 'R'
      ? void response.writeHead(400).end(JSON.stringify({ error: 'PM_INCONNU', error_description: 'no such PM' }))
      : PartnerDouble.takes(response, body);
  await send('XPC2', 'M2', 'R');
  await send('XPC2', 'M2', 'S');
  await forwarding.idle();
  expect(await outbox('XPC2')).toMatchObject([
    { infra_ref: 'R', dead: true, delivered: false, last_error: 'PM_INCONNU: no such PM' },
    { infra_ref: 'S', dead: false, delivered: true },
  ]);
});

it('one that is down is tried again later and later; what follows in a job waits; it is dead after the agreed time', async () => {
  await open('XPC3');
  double.answer = (response) => void response.writeHead(503).end('later');
  await send('XPC3', 'M2', 'T');
  await send('XPC3', 'M4', 'T');
  await forwarding.idle();
  expect(double.heard).toEqual([{ message: 'M2', ref: 'T' }]);
  const [first] = await outbox('XPC3');
  expect(first).toMatchObject({
    delivered: false,
    dead: false,
    attempts: 1,
    last_error: expect.stringContaining('503'),
  });
  rig.tick(MINUTE);
  await forwarding.idle();
  expect(double.heard.map((told) => told.message)).toEqual(['M2', 'M2']);
  double.answer = PartnerDouble.takes;
  rig.tick(5 * MINUTE);
  await forwarding.idle();
  expect(double.heard.map((told) => told.message)).toEqual(['M2', 'M2', 'M2', 'M4']);
  expect((await outbox('XPC3')).every((row) => row.delivered)).toBe(true);

  double.answer = (response) => void response.destroy();
  await send('XPC3', 'M2', 'U');
  await forwarding.idle();
  rig.tick(61 * MINUTE);
  await forwarding.idle();
  expect((await outbox('XPC3')).at(-1)).toMatchObject({ infra_ref: 'U', dead: true, delivered: false });
});

it('one that never ends its answer counts as silent', async () => {
  await open('XPC4');
  double.answer = (response) => void response.writeHead(200).write('{');
  await send('XPC4', 'M2', 'V');
  await forwarding.idle();
  expect((await outbox('XPC4'))[0]).toMatchObject({ delivered: false, dead: false, attempts: 1 });
});

it('a sender without credentials there is told so, in the message’s own row', async () => {
  await open('XPC5');
  await send('XPC5', 'M2', 'W', 'FTEL');
  await forwarding.idle();
  expect((await outbox('XPC5'))[0]).toMatchObject({
    dead: true,
    last_error: expect.stringContaining('NO_CREDENTIALS'),
  });
  expect(double.heard).toEqual([]);
});
