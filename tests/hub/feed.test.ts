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
});
