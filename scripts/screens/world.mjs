// What the running demonstration has to show: asked over HTTP, as any client would.
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 420_000;
const ENOUGH_OUTAGES = 3;
const OPERATORS = ['bytl', 'ftel', 'sfra', 'free'];

/** Lets BYTL grant what its list then shows, and waits for outages on its desk. */
export async function worthShowing(hub) {
  const bytl = await asSupervisor(hub, 'bytl');
  await grantSome(bytl);
  await until(async () => (await bytl('/api/outages?limit=1')).total >= ENOUGH_OUTAGES);
}

/**
 * A line that is down now, the latest cut: it stays down longest. Waits for one.
 * @returns {Promise<{ptoRef: string, hotline: string}>} its socket, and who may ask for it
 */
export async function lineDown(hub) {
  const calls = await Promise.all(OPERATORS.map((operator) => asSupervisor(hub, operator)));
  return until(async () => {
    const lists = await Promise.all(calls.map((call) => call('/api/outages?limit=1000')));
    const [latest] = lists
      .flatMap(({ items }, i) => items.flatMap((outage) => downIn(outage, `hotline.${OPERATORS[i]}`)))
      .sort((a, b) => Date.parse(b.changedAt) - Date.parse(a.changedAt));
    return latest;
  });
}

function downIn({ relation, state, lines }, hotline) {
  if (relation !== 'impacted' || state === 'closed') return [];
  return lines.filter((line) => line.state === 'down').map(({ ptoRef, changedAt }) => ({ ptoRef, changedAt, hotline }));
}

async function until(found) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const answered = await found();
    if (answered) return answered;
    await pause(2_000);
  }
  throw new Error(`Too little to show after ${PATIENCE_MS / 1000} s: see .cache/logs/sim.log`);
}

/** Two that stand, one to come. Does nothing where there are some already. */
async function grantSome(call) {
  const { total } = await call('/api/pre-authorisations?limit=1');
  if (total > 0) return;
  const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const grants = [
    {
      orderingOperatorCodes: ['FTEL', 'SFRA'],
      scope: { kind: 'departments', departments: ['33'] },
      natures: ['connection', 'repair'],
      validFrom: inDays(0),
      validUntil: inDays(30),
      reason: 'Pilote Gironde',
    },
    {
      orderingOperatorCodes: ['FREE'],
      scope: { kind: 'networks', infraOperatorCodes: ['GTHD'] },
      natures: ['repair'],
      validFrom: inDays(0),
      validUntil: inDays(5),
      reason: 'Renfort du week-end sur Gironde THD',
      ticket: 'CHG-1987',
    },
    {
      orderingOperatorCodes: ['FREE', 'SFRA'],
      scope: { kind: 'networks', infraOperatorCodes: ['FTEL'] },
      natures: ['connection'],
      validFrom: inDays(7),
      validUntil: inDays(67),
      reason: 'Campagne de raccordements',
      ticket: 'CHG-2003',
    },
  ];
  for (const grant of grants) await call('/api/pre-authorisations', grant);
}

/** Calls the hub as a supervisor of this operator; with a body, by POST. */
async function asSupervisor(hub, operator) {
  const login = { login: `supervisor.${operator}`, password: 'vigie-demo' };
  const { accessToken } = await answer(hub, '/api/session', {}, login);
  return (path, body) => answer(hub, path, { authorization: `Bearer ${accessToken}` }, body);
}

async function answer(hub, path, headers, body) {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const reply = await fetch(`${hub}${path}`, { ...sent, headers: { ...headers, ...json } });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return reply.json();
}
