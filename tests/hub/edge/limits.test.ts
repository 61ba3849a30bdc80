import { request } from 'node:http';
import { problem } from '@shared/contract/errors';
import { DEMO_PASSWORD } from '@shared/demo/operators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EdgeWorld } from '../../support/edge-world';

const CALLS = 400;
let world: EdgeWorld;
beforeAll(async () => {
  world = await EdgeWorld.start({ callsPerMinute: CALLS });
  // Known before a stranger at the same address spends its patience.
  for (const [code, role] of [
    ['GTHD', 'system'],
    ['GTHD', 'supervisor'],
    ['FTEL', 'admin'],
  ] as const) {
    await world.ask(await world.token(code, role), { method: 'GET', url: '/api/operators' });
  }
});
afterAll(() => world.stop());

const codeOf = (text: string) => problem.parse(JSON.parse(text)).code;

/** A sign-in as it comes from one of the addresses that this machine has. */
function signIn(login: string, password: string, from = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(`${world.url}/api/session`, {
      method: 'POST',
      localAddress: from,
      headers: { 'content-type': 'application/json' },
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString();
        resolve(answer.statusCode === 200 ? 'in' : codeOf(text));
      });
    });
    sent.end(JSON.stringify({ login, password }));
  });
}

describe('safety 26: limits', () => {
  it('guessing a password ends soon, many at once too, and locks nobody out elsewhere', async () => {
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, i) => signIn('auditor.free', `guess-${i}`)));
    expect(guesses.filter((code) => code === 'BAD_CREDENTIALS')).toHaveLength(10);
    expect(guesses.filter((code) => code === 'RATE_LIMITED')).toHaveLength(20);
    expect(await signIn('auditor.free', DEMO_PASSWORD)).toBe('RATE_LIMITED');
    expect(await signIn('hotline.free', DEMO_PASSWORD)).toBe('in');
    expect(await signIn('auditor.free', DEMO_PASSWORD, '127.0.0.2')).toBe('in');
  });

  it('who tries tokens is asked to wait before the database is; who has one is not held up by it', async () => {
    const ours = await world.token('BYTL', 'supervisor');
    const ask = async (token: string) => world.ask(token, { method: 'GET', url: '/api/operators' });
    expect((await ask(ours)).status).toBe(200);
    const codes: string[] = [];
    for (let i = 0; i < 6; i++) codes.push(codeOf((await ask(`token-${i}`)).text));
    expect(codes).toEqual([...Array.from({ length: 4 }, () => 'UNAUTHENTICATED'), 'RATE_LIMITED', 'RATE_LIMITED']);
    expect((await ask(ours)).status).toBe(200);
  });
});

describe('safety 26: an operator’s budget', () => {
  let shared: EdgeWorld;
  beforeAll(async () => {
    shared = await EdgeWorld.start({ callsPerMinute: 100 });
  });
  afterAll(() => shared.stop());

  it('is one for all its tokens, whatever becomes of the calls, and no other operator’s', async () => {
    const [person, colleague, system, other] = [
      await shared.token('BYTL', 'supervisor'),
      await shared.token('BYTL', 'hotline'),
      await shared.token('BYTL', 'system'),
      await shared.token('SFRA', 'supervisor'),
    ];
    const call = (token: string, url = '/api/operators') => shared.ask(token, { method: 'GET', url });
    for (let i = 0; i < 50; i++) {
      expect((await call(person)).status).toBe(200);
      // Not allowed to: it counts too.
      expect((await call(colleague, '/api/audit/entries')).status).toBe(403);
    }
    for (const token of [person, colleague, system]) {
      const { status, text } = await call(token);
      expect([status, codeOf(text)]).toEqual([429, 'RATE_LIMITED']);
    }
    expect((await call(other)).status).toBe(200);
    expect((await shared.ask(null, { method: 'GET', url: '/api/health' })).status).toBe(200);
  });
});

describe('safety 26: what is too large or too deep', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  it('is refused with a code, on every call with a body', async () => {
    const token = await world.token('GTHD', 'system');
    const supervisor = await world.token('GTHD', 'supervisor');
    // Another network's: one operator's calls are counted together.
    const admin = await world.token('FTEL', 'admin');
    for (const { method, url, access } of world.routes.filter(
      (route) => route.method !== 'GET' && !route.url.startsWith('/api/pms/ipe'),
    )) {
      if (access === 'session.end' || url === '/oauth/token') continue;
      const bearer = access.startsWith('rollout')
        ? admin
        : /^(pre-auth|infra|outage|message)/.test(access)
          ? supervisor
          : token;
      for (const body of [nested(33), `[${nested(40)}]`, '['.repeat(60_000)]) {
        const answer = await world.ask(bearer, { method, url: url.replace(':id', 'x'), body });
        const said = JSON.parse(answer.text) as { code?: string; error?: string; Libelle_Reponse?: string };
        expect([url, answer.status, said.code ?? said.error ?? said.Libelle_Reponse]).toEqual([
          url,
          400,
          /^\/v[12]/.test(url) ? 'MAUVAIS_FORMAT' : 'MALFORMED_BODY',
        ]);
      }
      if (['/api/alarms', '/api/lines', '/api/works'].includes(url)) continue;
      const large = await world.ask(bearer, {
        method,
        url: url.replace(':id', 'x'),
        body: JSON.stringify('x'.repeat(65_536)),
      });
      expect([url, large.status, codeOf(large.text)]).toEqual([url, 413, 'BODY_TOO_LARGE']);
    }
  });
});
