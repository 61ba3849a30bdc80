import type { Frame, Heartbeat } from '@shared/contract/feed';
import type { FieldPm, FieldSetting } from '@shared/contract/http';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EdgeWorld, PM_OF_FREE, PM_OF_FTEL, PM_OF_SFRA, ptoOf } from '../support/edge-world';

let world: EdgeWorld;
const sockets: Socket[] = [];
beforeAll(async () => {
  world = await EdgeWorld.start();
});
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await world.stop();
});

/** PMs that a technician of BYTL finds. */
async function find(query: string): Promise<readonly FieldPm[]> {
  const found = await world.must<{ items: FieldPm[] }>('BYTL', 'technician', 'GET', `/api/field/pms?${query}`);
  return found.items;
}
const refs = (items: readonly FieldPm[]) => items.map(({ pmRef }) => pmRef).sort();

describe('GET /api/field/pms', () => {
  it('by reference or commune, whatever the case: those where the operator has lines, and no other', async () => {
    const [pm, ...others] = await find(`text=${PM_OF_FTEL.toLowerCase()}`);
    expect(others).toEqual([]);
    expect(pm).toMatchObject({
      pmRef: PM_OF_FTEL,
      infraOperatorCode: 'GTHD',
      technicalPmRefs: [PM_OF_FTEL],
      distanceM: null,
    });
    expect(refs(await find('text=bordeaux'))).toEqual([PM_OF_SFRA, PM_OF_FTEL].sort());
    // BYTL has no line there.
    expect(await find(`text=${PM_OF_FREE}`)).toEqual([]);
  });

  it('what PostgreSQL reads as a pattern is a text', async () => {
    for (const text of ['%25%25', '__', '%5C%5C']) expect(await find(`text=${text}`)).toEqual([]);
  });

  it('around a place, with metres; nothing far away', async () => {
    const near = await find('longitude=-0.57&latitude=44.85&limit=1');
    expect(near).toHaveLength(1);
    expect(near[0]?.distanceM).toBeGreaterThan(1_100);
    expect(near[0]?.distanceM).toBeLessThan(1_125);
    expect(await find('longitude=2.35&latitude=48.85')).toEqual([]);
  });

  it.each([
    '',
    'text=x',
    'longitude=1',
    'text=FI&longitude=1&latitude=1',
    'longitude=181&latitude=1',
    'longitude=NaN&latitude=1',
  ])('refuses a query of neither kind: %s', async (query) => {
    const token = await world.token('BYTL', 'technician');
    expect((await world.ask(token, { method: 'GET', url: `/api/field/pms?${query}` })).status).toBe(400);
  });
});

it('GET /api/field/setting: clock, names and the delays that this hub holds', async () => {
  const setting = await world.must<FieldSetting>('BYTL', 'technician', 'GET', '/api/field/setting');
  expect(setting.operators).toContainEqual({ code: 'SFRA', name: 'SFR' });
  expect(setting).toMatchObject({ ...pickTimings(), maxTests: 5 });
  expect(Math.abs(Date.parse(setting.at) - Date.now())).toBeLessThan(60_000);
});

function pickTimings() {
  const { testSpacingMs, answerDeadlineMs, closingDelayMs } = world.test.hub.ctx.timings;
  return { testSpacingMs, answerDeadlineMs, closingDelayMs };
}

it('/field of one job: its changes alone, and no frame that says nothing', async () => {
  const started = async (refIntervDO: string, pmRef: string) => {
    const body = {
      codeDO: 'BYTL',
      codeOI: 'GTHD',
      dateDebutIntervention: new Date().toISOString(),
      message: 'M1',
      nature: '4',
      pointMutualisation: { refPM: pmRef, refPMTechnique: pmRef },
      refIntervDO,
    };
    const answer = await world.must<{ refIntervOI: string }>(
      'BYTL',
      'technician',
      'POST',
      '/v2/interventions-do',
      body,
    );
    await world.test.hub.idle();
    return answer.refIntervOI;
  };
  const mine = await started('mine', PM_OF_FTEL);
  const socket = io(`${world.url}/field`, {
    auth: { token: await world.token('BYTL', 'technician'), infraRef: mine },
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  sockets.push(socket);
  const frames: Frame[] = [];
  socket.on('frame', (frame: Frame) => frames.push(frame));
  await new Promise<Heartbeat>((resolve) => socket.once('heartbeat', resolve));
  await started('another', PM_OF_SFRA);
  await world.cut('SFRA', PM_OF_FTEL, 1);
  await world.test.hub.idle();
  await expect.poll(() => frames.flatMap(({ changes }) => changes).some(({ kind }) => kind === 'outage')).toBe(true);
  expect(frames.filter(({ changes }) => changes.length === 0)).toEqual([]);
  const changes = frames.flatMap((frame) => frame.changes);
  expect(changes.map((change) => (change.kind === 'preAuthorisation' ? '' : change.doc.infraRef))).toEqual(
    changes.map(() => mine),
  );
  expect(JSON.stringify(changes)).toContain(ptoOf('SFRA', PM_OF_FTEL, 1));
});
