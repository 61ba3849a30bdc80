import { go, mapDrawn, openSeat, signIn } from './seat.mjs';
import { lineDown } from './world.mjs';

/** A new picture waits until what it asked for has been answered and drawn. */
const SETTLED_MS = 1_500;
/** A map drawn by a busy processor keeps the page from answering. */
const PATIENCE_MS = 60_000;

/**
 * Every picture, by whose seat it is taken from: `name` is the file's, `show` brings the page there. `small`: also
 * taken on a small screen. A seat without a login is the hotline's of an operator that has a line down.
 */
const seats = [
  {
    login: 'supervisor.bytl',
    shots: [
      { name: 'supervision', small: true, show: mapDrawn },
      { name: 'supervision-outage', small: true, show: openOutage },
      { name: 'search', show: search },
      { name: 'settings', show: settings },
      { name: 'pre-authorisations', show: openGrant },
      { name: 'grant', small: true, show: fillGrant },
    ],
  },
  { login: null, shots: [{ name: 'line', show: askLine }] },
  {
    login: 'auditor.bytl',
    shots: [
      { name: 'reports', show: (page) => go(page, 'reports') },
      { name: 'log', show: (page) => go(page, 'log') },
    ],
  },
];

/** Goes through the screens in one look (theme, language, size) and hands each to `take` once it stands. */
export async function eachScreen({ browser, hub, look, small }, take) {
  for (const { login, shots } of seats) {
    const wanted = small ? shots.filter((shot) => shot.small) : shots;
    if (wanted.length === 0) continue;
    const page = await openSeat(browser, hub, look);
    page.setDefaultTimeout(PATIENCE_MS);
    if (!small && login === 'supervisor.bytl') await take(page, 'sign-in');
    const down = login === null ? await lineDown(hub) : null;
    await signIn(page, login ?? down.hotline);
    for (const { name, show } of wanted) {
      try {
        await show(page, down?.ptoRef);
      } catch (error) {
        throw new Error(`${name}: ${error.message}`);
      }
      await page.waitForTimeout(SETTLED_MS);
      await take(page, name);
    }
    await page.context().close();
  }
}

async function openOutage(page) {
  await page.locator('.row[data-outage]').first().click();
  await mapDrawn(page);
}

async function search(page) {
  await page.keyboard.press('Control+k');
  await page.locator('.palette-input').fill('Mérignac');
  await page.waitForTimeout(SETTLED_MS);
}

async function settings(page) {
  await page.keyboard.press('Escape');
  await page.locator('.palette').waitFor({ state: 'detached' });
  await page.locator('.rail-foot button').click();
  await page.getByRole('dialog').waitFor();
}

async function openGrant(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await go(page, 'pre-authorisations');
  await page.getByText(/^PA-/).first().click();
}

async function fillGrant(page) {
  await go(page, 'pre-authorisations/new');
  await page.locator('.grant-orderers > button').click();
  await page.locator('.segment').nth(1).click();
  await page.locator('.select-button').nth(1).click();
  await page.getByRole('option', { name: /Gironde/ }).click();
  await page.keyboard.press('Escape');
  await page.locator('.grant-why input').first().fill('Réparation sur place des coupures de voisinage');
  await page.locator('.grant-why input').nth(1).fill('CHG-2041');
  await mapDrawn(page);
}

async function askLine(page, ptoRef) {
  await go(page, 'line');
  await page.locator('.line-form input').fill(ptoRef);
  await page.locator('.line-form button[type="submit"]').click();
  await page.locator('.line-answer').waitFor();
}
