import { expect, test } from '@playwright/test';
import type { Outage } from '@shared/domain/outage';
import { OperatorClient } from '../../support/operator-client';
import { Pilot } from '../../support/pilot';
import { pilotPms } from '../../support/pilot-places';
import { until } from '../../support/until';
import { type Console, openDesktop, signIn } from '../support/console';
import { type RealHub, startRealHub } from '../support/real-hub';

const places = pilotPms(3, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' });
let hub: RealHub;
let pilot: Pilot;
let desk: Console;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  hub = await startRealHub();
  pilot = await Pilot.begin(hub.url);
  desk = await openDesktop(hub.url);
});
test.afterAll(async () => {
  await desk?.close();
  pilot?.end();
  await hub?.stop();
});

const day = 86_400_000;
const draft = () => ({
  orderingOperatorCodes: ['FTEL'],
  scope: { kind: 'departments', departments: ['33'] },
  natures: ['repair'],
  validFrom: new Date().toISOString(),
  validUntil: new Date(Date.now() + 7 * day).toISOString(),
  reason: 'Pilote Gironde',
});

/** A technician of FTEL starts a job at a PM and pulls two patch cords of BYTL. */
async function cutAt(index: number) {
  const place = places[index];
  if (place === undefined) throw new Error('no such place');
  const job = await pilot.startJob('FTEL', place);
  const cut = await pilot.cut('BYTL', place.neighbours.slice(0, 2));
  return { place, job, cut };
}

test('a cut by a technician of FTEL appears in the queue and on the map of supervisor.bytl, who acknowledges it', async () => {
  const { page } = desk;
  await signIn(page, 'supervisor.bytl');
  const { place, job, cut } = await cutAt(0);

  const row = page
    .getByRole('option')
    .filter({ hasText: place.pmRef })
    .or(page.getByRole('row').filter({ hasText: place.pmRef }));
  await expect(row.first()).toContainText('2 lignes');
  await expect(page.getByText('Lignes coupées, réparation non autorisée').locator('..')).toContainText('1');

  await row.first().click();
  await page.keyboard.press('a');
  const supervisor = await OperatorClient.person(hub.url, 'supervisor', 'BYTL');
  const outage = await until('the acknowledgement', async () => {
    const { items } = await supervisor.must<{ items: Outage[] }>('GET', `/api/outages?pmRef=${place.pmRef}`);
    return items.find((item) => item.state === 'acknowledged');
  });
  expect(outage.acknowledgedBy).toBe('supervisor.bytl');
  expect(outage.lines.every((line) => line.state === 'down')).toBe(true);
  // Nothing on the screen, or behind it, says who ordered the job.
  expect(JSON.stringify(outage)).not.toContain(job.orderingRef);

  const [answer] = await job.test(1);
  expect(answer).toMatchObject({ impactedOperatorCode: 'BYTL', repairAllowed: false });
  await cut.restore();
  await job.end();
});

test('after a grant to FTEL for Gironde the next cut may be repaired, and is; after the revoke it may not', async () => {
  const supervisor = await OperatorClient.person(hub.url, 'supervisor', 'BYTL');
  const grant = await supervisor.must<{ id: string }>('POST', '/api/pre-authorisations', draft());

  const allowed = await cutAt(1);
  const [yes] = await allowed.job.test(1);
  expect(yes).toMatchObject({ impactedOperatorCode: 'BYTL', repairAllowed: true });
  expect(yes?.impactedLines).toHaveLength(2);
  await allowed.cut.restore();
  // The row at hand holds still: the new one waits behind its pill.
  await desk.page.getByRole('button', { name: /nouvelle/ }).click();
  await expect(desk.page.getByText(allowed.place.pmRef).first()).toBeVisible();

  const revocation = await supervisor.must<{ alreadyAnswered: { infraRef: string }[] }>(
    'POST',
    `/api/pre-authorisations/${grant.id}/revoke`,
    { reason: 'Fin du pilote' },
  );
  expect(revocation.alreadyAnswered.map((a) => a.infraRef)).toContain(allowed.job.infraRef);
  await allowed.job.end();

  const denied = await cutAt(2);
  const [no] = await denied.job.test(1);
  expect(no).toMatchObject({ impactedOperatorCode: 'BYTL', repairAllowed: false });
  await desk.page.getByRole('button', { name: /nouvelle/ }).click();
  await expect(desk.page.getByText(denied.place.pmRef).first()).toBeVisible();
  await denied.cut.restore();
  await denied.job.end();
});

test('safety 21, 23: the page runs sandboxed behind a strict policy, with one bridge and nothing of Node', async () => {
  const { page, app } = desk;
  const seen = await page.evaluate(async () => ({
    node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    bridge: typeof Reflect.get(window, 'vigie'),
    policy: (await fetch(location.href)).headers.get('content-security-policy'),
    elsewhere: await fetch('https://example.org').then(
      () => 'reached',
      () => 'refused',
    ),
  }));
  expect(seen.node).toEqual(['undefined', 'undefined']);
  expect(seen.bridge).toBe('object');
  expect(seen.policy).toContain("default-src 'none'");
  expect(seen.policy).not.toContain('unsafe');
  expect(seen.elsewhere).toBe('refused');
  const preferences = await app?.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

test('safety 13: a hub that is gone shows as stale within seconds, with the time since when', async () => {
  await hub.stop();
  await expect(desk.page.getByText(/depuis \d\d:\d\d:\d\d/).first()).toBeVisible({ timeout: 8_000 });
});
