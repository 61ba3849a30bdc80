import type { FeedEnding, Frame, Heartbeat } from '@shared/contract/feed';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHub, type TestHub } from '../support/hub';

let hub: TestHub;
const sockets: Socket[] = [];

beforeAll(async () => {
  hub = await startTestHub();
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => hub.stop());

function connect(token: string, since?: { epoch: string; seq: number }, namespace = 'console'): Socket {
  const auth = since === undefined ? { token } : { token, since };
  const socket = io(`${hub.hub.url}/${namespace}`, {
    auth,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  return socket;
}

const next = <T>(socket: Socket, event: string) => new Promise<T>((resolve) => socket.once(event, resolve));

async function grant(token: string): Promise<void> {
  const answer = await fetch(`${hub.hub.url}/api/pre-authorisations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      orderingOperatorCodes: ['FTEL'],
      scope: { kind: 'networks', infraOperatorCodes: ['FTEL'] },
      natures: ['repair'],
      validFrom: new Date().toISOString(),
      validUntil: new Date(Date.now() + 86_400_000).toISOString(),
      reason: 'Essai du flux',
    }),
  });
  expect(answer.status).toBe(200);
}

describe('the feed', () => {
  it('hands on a change to its own operator in a frame without a gap, and to nobody else', async () => {
    const token = await hub.signIn('BYTL');
    const own = connect(token);
    const other = connect(await hub.signIn('SFRA'));
    const [{ seq }] = await Promise.all([next<Heartbeat>(own, 'heartbeat'), next<Heartbeat>(other, 'heartbeat')]);
    const strangers: Frame[] = [];
    other.on('frame', (frame: Frame) => strangers.push(frame));
    const [frame] = await Promise.all([next<Frame>(own, 'frame'), grant(token)]);
    expect(frame).toMatchObject({ epoch: hub.hub.epoch, from: seq, to: seq + 1 });
    expect(frame.changes.map(({ kind }) => kind)).toEqual(['preAuthorisation']);
    await next<Heartbeat>(other, 'heartbeat');
    expect(strangers).toEqual([]);
  });

  it('catches a client up from its cursor; another epoch, or a cursor ahead of the hub, must resync', async () => {
    const token = await hub.signIn('BYTL');
    const first = connect(token);
    const { epoch, seq } = await next<Heartbeat>(first, 'heartbeat');
    first.close();
    await grant(token);
    const caughtUp = await next<Frame>(connect(token, { epoch, seq }), 'frame');
    expect(caughtUp).toMatchObject({ from: seq, to: seq + 1 });
    expect(await next<FeedEnding>(connect(token, { epoch: 'another', seq }), 'ending')).toEqual({ reason: 'resync' });
    expect(await next<FeedEnding>(connect(token, { epoch, seq: seq + 1000 }), 'ending')).toEqual({ reason: 'resync' });
  });

  it('safety 10: a socket ends with its session', async () => {
    const token = await hub.signIn('BYTL');
    const socket = connect(token);
    await next<Heartbeat>(socket, 'heartbeat');
    const ending = next<FeedEnding>(socket, 'ending');
    const gone = next(socket, 'disconnect');
    await fetch(`${hub.hub.url}/api/session/end`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect(await ending).toEqual({ reason: 'session-ended' });
    await gone;
    const refused = await next<Error & { data: { code: string } }>(connect(token), 'connect_error');
    expect(refused.data.code).toBe('SESSION_ENDED');
  });

  it('safety 2: a namespace lets in only the roles of the matrix', async () => {
    const supervisor = await next<Error & { data: { code: string } }>(
      connect(await hub.signIn('BYTL'), undefined, 'field'),
      'connect_error',
    );
    expect(supervisor.data.code).toBe('FORBIDDEN');
    const technician = connect(await hub.signIn('BYTL', 'technician'), undefined, 'field');
    expect((await next<Heartbeat>(technician, 'heartbeat')).epoch).toBe(hub.hub.epoch);
  });

  it('safety 16: a client that does not read is cut once too much waits for it, and the others are not held up', async () => {
    const slow = connect(await hub.signIn('FREE'));
    const quick = connect(await hub.signIn('FREE'));
    const [{ seq }] = await Promise.all([next<Heartbeat>(slow, 'heartbeat'), next<Heartbeat>(quick, 'heartbeat')]);
    const wire = tcpOf(slow);
    const endings: FeedEnding[] = [];
    quick.on('ending', (ending: FeedEnding) => endings.push(ending));
    wire.pause();
    const heard = new Promise<number>((resolve) => {
      quick.on('frame', ({ to }: Frame) => to === seq + LARGE_CHANGES && resolve(to));
    });
    for (let i = 0; i < LARGE_CHANGES; i++) await publishLarge('FREE', i);
    await heard;
    // What waited for the slow one is bounded: it gets that, and the reason, as soon as it reads again.
    const ending = next<FeedEnding>(slow, 'ending');
    wire.resume();
    expect(await ending).toEqual({ reason: 'too-slow' });
    expect(endings).toEqual([]);
  });
});

/** Together well over what the kernel's buffers and the hub's allowance take. */
const LARGE_CHANGES = 40;
const MEGABYTE = 1024 * 1024;

async function publishLarge(operatorCode: string, i: number): Promise<void> {
  const at = new Date().toISOString();
  await hub.hub.ctx.transact(
    { tenants: [operatorCode], actor: { login: 'test', role: 'supervisor' } },
    async (work) => {
      const doc = { id: `large-${i}`, reason: 'x'.repeat(MEGABYTE) };
      work.publish({ operatorCode, kind: 'preAuthorisation', id: doc.id, doc, live: false, at });
    },
  );
  // Longer than changes are gathered: each goes out in a frame of its own.
  await new Promise((resolve) => setTimeout(resolve, 30));
}

/** The TCP socket under a client. */
function tcpOf(client: Socket): { pause(): void; resume(): void } {
  const { ws } = client.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } };
  return ws._socket;
}
