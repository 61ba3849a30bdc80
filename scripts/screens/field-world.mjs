// Jobs for pictures of the technician's page: where hands can slip, and what an operator's equipment then tells.
import { setTimeout as pause } from 'node:timers/promises';
import { tsImport } from 'tsx/esm/api';

const ORDERING = 'FTEL';
/** Agrees beforehand, and takes it back in one of the pictures. */
const AGREES = 'SFRA';
const DENIES = 'FREE';
/** Positions that a slip of a hand takes in. */
const REACH = 6;

/**
 * The `n`-th street PM of the demonstration where lines of all three stand close together in one module.
 * @returns {Promise<{pmRef: string, longitude: number, latitude: number, own: object, agreed: object[], denied: object}>}
 */
export async function fieldPlace(n) {
  const load = (file) => tsImport(`../../src-shared/demo/${file}.ts`, import.meta.url);
  const [{ createWorld, DEMO_WORLD_SEED }, { linesOfPm }, { places }] = await Promise.all(
    ['world', 'lines', 'places'].map(load),
  );
  const { readFileSync } = await import('node:fs');
  const gironde = JSON.parse(readFileSync(new URL('../../resources/places/gironde.json', import.meta.url), 'utf8'));
  const world = createWorld(places.parse(gironde), DEMO_WORLD_SEED);
  const found = [];
  for (const pm of world.pms) {
    if (pm.infraOperatorCode !== ORDERING || pm.kind !== 'street') continue;
    const close = closeTogether(linesOfPm(world, pm));
    if (close === undefined) continue;
    found.push({ pmRef: pm.pmRef, longitude: pm.longitude, latitude: pm.latitude, ...close });
    if (found.length > n) return found[n];
  }
  throw new Error('no PM to take pictures at');
}

function closeTogether(lines) {
  for (const { operatorCode, line } of lines) {
    if (operatorCode !== ORDERING) continue;
    const near = (code) =>
      lines
        .filter((one) => one.operatorCode === code && one.line.pmModuleName === line.pmModuleName)
        .filter((one) => Math.abs(one.line.pmModulePosition - line.pmModulePosition) <= REACH)
        .map((one) => one.line);
    const [agreed, denied] = [near(AGREES), near(DENIES)];
    if (agreed.length >= 2 && denied.length >= 1) return { own: line, agreed: agreed.slice(0, 2), denied: denied[0] };
  }
  return undefined;
}

/** Who may do what there: SFRA lets FTEL's technicians repair at this PM. Gives how to take it back. */
export async function agree(hub, pmRef) {
  const token = await tokenOf(hub, '/api/session', {
    login: `supervisor.${AGREES.toLowerCase()}`,
    password: 'vigie-demo',
  });
  const now = Date.now();
  const { id } = await post(hub, '/api/pre-authorisations', token, {
    orderingOperatorCodes: [ORDERING],
    scope: { kind: 'pms', pmRefs: [pmRef] },
    natures: ['repair'],
    validFrom: new Date(now).toISOString(),
    validUntil: new Date(now + 3_600_000).toISOString(),
    reason: 'Accord pour cette intervention',
  });
  return () => post(hub, `/api/pre-authorisations/${id}/revoke`, token, { reason: 'Une équipe est en route' });
}

/** The place's lines go dark; gives how to light one again. */
export async function cutAt(hub, { agreed, denied }) {
  const raisedAt = new Date().toISOString();
  const alarm = (line, more) => ({
    notificationId: `picture-${line.ptoRef}-${raisedAt}`,
    kind: 'LOSI',
    ponPath: line.ponPath,
    ontNumber: line.ontNumber,
    raisedAt,
    ...more,
  });
  const tell = async (code, alarms) => post(hub, '/api/alarms', await systemToken(hub, code), alarms);
  await tell(
    AGREES,
    agreed.map((line) => alarm(line)),
  );
  await tell(DENIES, [alarm(denied)]);
  await pause(500);
  return (line) => tell(line === denied ? DENIES : AGREES, [alarm(line, { clearedAt: new Date().toISOString() })]);
}

async function systemToken(hub, code) {
  const answer = await fetch(`${hub}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: `system-${code}`,
      client_secret: `demo-${code}`,
    }),
  });
  return (await answer.json()).access_token;
}

async function tokenOf(hub, path, body) {
  return (await post(hub, path, undefined, body)).accessToken;
}

async function post(hub, path, token, body) {
  const answer = await fetch(`${hub}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
