import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { Pilot } from '../../support/pilot';
import { pilotPms } from '../../support/pilot-places';
import { type Console, openBrowser, signIn } from '../support/console';
import { type RealHub, startRealHub } from '../support/real-hub';

let hub: RealHub;
let pilot: Pilot;
let desk: Console;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  hub = await startRealHub();
  pilot = await Pilot.begin(hub.url);
  desk = await openBrowser(hub.url);
});
test.afterAll(async () => {
  await desk?.close();
  pilot?.end();
  await hub?.stop();
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

test('the sign-in page names the demonstration and is accessible', async () => {
  await expect(desk.page.getByText('Comptes de démonstration')).toBeVisible();
  await expectAccessible(desk.page);
});

test('a cut appears to supervisor.bytl in a browser, with its detail; the screen is accessible', async () => {
  const { page } = desk;
  await signIn(page, 'supervisor.bytl');
  const [place] = pilotPms(1, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' });
  if (place === undefined) throw new Error('no such place');
  await pilot.startJob('FTEL', place);
  await pilot.cut('BYTL', place.neighbours.slice(0, 2));
  await page.getByText(`PM ${place.pmRef}`).first().click();
  await expect(page.getByText('Le technicien peut-il réparer', { exact: false }).first()).toBeVisible();
  await expect(page.getByText(place.neighbours[0]?.ptoRef ?? '').first()).toBeVisible();
  await expectAccessible(page);
});

test('pre-authorisations and their grant screen are accessible', async () => {
  const { page } = desk;
  await page.getByRole('navigation').getByRole('button', { name: 'Pré-autorisations' }).click();
  await expectAccessible(page);
});
