// What the running demonstration has to show: asked over HTTP, as any client would.
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 240_000;

/** Waits for outages of BYTL of which at least one is open with lines down; gives the socket of such a line. */
export async function worthShowing(hub) {
  const token = await tokenOf(hub, 'supervisor.bytl');
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { items } = await get(hub, '/api/outages?limit=1000', token);
    const mine = items.filter(({ relation, state }) => relation === 'impacted' && state !== 'closed');
    if (mine.length >= 3) {
      const line = mine.flatMap(({ lines }) => lines).find(({ state, ptoRef }) => state === 'down' && ptoRef);
      if (line !== undefined) return { ptoRef: line.ptoRef };
    }
    await pause(1_000);
  }
  throw new Error(
    `No outage to show after ${PATIENCE_MS / 1000} s: the simulated operators' log is .cache/logs/sim.log`,
  );
}

async function tokenOf(hub, login) {
  const reply = await fetch(`${hub}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: 'vigie-demo' }),
  });
  if (!reply.ok) throw new Error(`${login} cannot sign in: ${reply.status}`);
  return (await reply.json()).accessToken;
}

async function get(hub, path, token) {
  const reply = await fetch(`${hub}${path}`, { headers: { authorization: `Bearer ${token}` } });
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
  return reply.json();
}
