import { pilotPms } from '../../support/pilot-places';
import { type Outside, watchOutside } from '../support/outside';
import { expect, test } from '../support/stand';
import { acknowledgeAll, goTo, isLive, rowAt, signIn } from '../support/steps';

const place = pilotPms(4, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' }).at(-1);
if (place === undefined) throw new Error('no such place');
let outside: Outside;

test.describe.configure({ mode: 'serial' });

test('a critical outage is heard, spoken, counted and seen outside the window; its notification leads to it', async ({
  desk: { page, app },
  crew,
}) => {
  if (app === undefined) throw new Error('no main process');
  await signIn(page, 'supervisor.bytl');
  await acknowledgeAll(page);
  outside = await watchOutside(app, page);
  await goTo(page, 'Pré-autorisations');
  crew.send('FTEL', place, place.neighbours.slice(0, 2));

  const spoken = page.getByText(`Coupure critique : PM ${place.pmRef}`);
  await expect(spoken).toHaveAttribute('aria-live', 'assertive');
  const once = { notifications: [expect.stringContaining(place.pmRef)], badge: 1, flashes: 1, sounds: 1 };
  await expect.poll(outside.noticed).toEqual(once);
  await outside.click();
  await expect(page.getByRole('region', { name: 'Détail de la coupure' })).toContainText(place.pmRef);
});

test('safety 14: the alarm stays when the window is loaded anew', async ({ desk: { page } }) => {
  await page.reload();
  await isLive(page);
  await goTo(page, 'Supervision');
  await expect(await rowAt(page, place.pmRef)).toHaveAttribute('data-severity', 'critical');
  await expect.poll(outside.noticed).toMatchObject({ notifications: { length: 2 }, badge: 1, sounds: 1 });
});

test('safety 13, 14: a hub that is gone shows as stale within seconds; the alarm stays until it is acknowledged', async ({
  desk: { page },
  hub,
}) => {
  await hub.stop();
  await expect(page.getByRole('alert').filter({ hasText: /figées depuis .*\d\d:\d\d:\d\d/ })).toBeVisible({
    timeout: 8_000,
  });
  await hub.start();
  await isLive(page);
  const row = await rowAt(page, place.pmRef);
  await expect(row).toHaveAttribute('data-severity', 'critical');
  // Known already: nobody is told twice.
  expect(await outside.noticed()).toMatchObject({ notifications: { length: 2 }, badge: 1 });

  await row.click();
  await page.keyboard.press('a');
  await expect(row).toContainText('Acquittée');
  await expect.poll(outside.noticed).toMatchObject({ badge: 0 });
});
