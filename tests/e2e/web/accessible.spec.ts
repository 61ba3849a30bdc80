import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { pilotPms } from '../../support/pilot-places';
import { expect, test } from '../support/stand';
import { askLine, askRevoke, draftGrant, goTo, openOutage, revoke, saveGrant, signIn, signOut } from '../support/steps';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const place = pilotPms(5, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' }).at(-1);
const [first, second, healthy] = place?.neighbours ?? [];
if (place === undefined || first === undefined || second === undefined) throw new Error('no such place');

// Every element of every screen, twice: slow where others use the processor too.
test.describe.configure({ mode: 'serial', timeout: 600_000 });

let colorScheme: 'light' | 'dark' = 'light';

/** No violation of WCAG 2.2 AA, nor of good practice, on what is on screen, light and dark. */
async function isAccessible(page: Page, what: string): Promise<void> {
  await isAccessibleNow(page, what, axeOn(page).withTags(standards));
  colorScheme = colorScheme === 'light' ? 'dark' : 'light';
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
  // A theme changes colours and nothing else.
  await isAccessibleNow(page, what, axeOn(page).withRules('color-contrast'));
}

async function isAccessibleNow(page: Page, what: string, axe: AxeBuilder): Promise<void> {
  // What lies under a dialog is hidden.
  if (await page.getByRole('dialog').isVisible()) axe.include('.modal');
  const { violations } = await axe.analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
  );
  expect.soft(found, `${what}, ${colorScheme}`).toEqual([]);
}

/** In the page itself: no frames are ours, and a second page for each answer takes seconds here. */
const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode(true);

test('axe finds nothing on the screens of a supervisor: sign-in, supervision, detail, comment, search, settings', async ({
  desk: { page },
  crew,
}) => {
  if (await page.getByRole('navigation').isVisible()) await signOut(page);
  await expect(page.getByText('Comptes de démonstration')).toBeVisible();
  await isAccessible(page, 'sign-in');
  await signIn(page, 'supervisor.bytl');
  crew.send('FTEL', place, [first, second]);
  await openOutage(page, place.pmRef);
  await isAccessible(page, 'supervision');
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('textbox').fill('Client prévenu');
  await isAccessible(page, 'comment dialog');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('searchbox').fill(place.commune);
  await expect(page.getByRole('option').filter({ hasText: place.commune }).first()).toBeVisible();
  await isAccessible(page, 'search');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Réglages' }).click();
  for (const tab of await page.getByRole('dialog').getByRole('tab').all()) {
    await tab.click();
    await isAccessible(page, `settings, ${await tab.textContent()}`);
  }
  await page.keyboard.press('Escape');
});

test('axe finds nothing on the pre-authorisations: form, list, explanation, revoke dialog and its outcome', async ({
  desk: { page },
}) => {
  await draftGrant(page, 'Pilote Gironde');
  await expect(page.getByRole('region', { name: 'Ce qui serait couvert' })).toBeVisible();
  await isAccessible(page, 'grant form');
  const label = await saveGrant(page);
  await isAccessible(page, 'grant list');
  await page.getByRole('button', { name: 'Expliquer…' }).click();
  await isAccessible(page, 'explain dialog');
  await page.keyboard.press('Escape');
  const dialog = await askRevoke(page, label);
  await isAccessible(page, 'revoke dialog');
  await revoke(dialog, 'Fin du pilote');
  await expect(page.getByRole('dialog')).toContainText('révoquée à');
  await isAccessible(page, 'revoke outcome');
  await page.keyboard.press('Escape');
});

test('axe finds nothing on the line lookup, whatever the answer', async ({ desk: { page } }) => {
  const answer = page.locator('.line-answer');
  await goTo(page, 'Recherche de ligne');
  await isAccessible(page, 'line lookup');
  await askLine(page, first.ptoRef);
  await expect(answer).toContainText('Oui,');
  await isAccessible(page, 'verdict yes');
  await askLine(page, healthy?.ptoRef ?? '');
  await expect(answer).toContainText('Non,');
  await isAccessible(page, 'verdict no');
  await askLine(page, place.own.ptoRef);
  await expect(page.getByRole('main')).toContainText('Aucune ligne sous cette référence');
  await isAccessible(page, 'no such line');
});

test('axe finds nothing on the auditor’s exports and log', async ({ desk }) => {
  const { page } = desk;
  await signIn(page, 'auditor.bytl');
  await goTo(page, 'Exports');
  await desk.exported(() => page.getByRole('button', { name: 'Exporter', exact: true }).click());
  await isAccessible(page, 'exports');
  await goTo(page, 'Journal');
  await page.getByRole('row').nth(1).click();
  await isAccessible(page, 'log');
});

test('axe finds nothing on the rollout plan of a network: plan, rule, changes not saved', async ({
  desk: { page },
}) => {
  await signIn(page, 'admin.gthd');
  await goTo(page, 'Déploiement du Lot 2');
  await expect(page.getByRole('row').filter({ hasText: 'Pilote Gironde' })).toContainText('29/09/2025');
  await isAccessible(page, 'rollout plan');
  await page.getByRole('button', { name: 'Modifier « SFR »' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'À partir du' }).fill('31/02/2027');
  await page.getByRole('button', { name: 'Garder la règle' }).click();
  await expect(page.getByRole('dialog')).toContainText('Ce jour n’existe pas');
  await isAccessible(page, 'rule dialog');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Retirer « SFR »' }).click();
  await expect(page.getByRole('region', { name: 'Modifications non enregistrées' })).toContainText(/intervention/);
  await isAccessible(page, 'rollout draft');
  await page.getByRole('button', { name: 'Abandonner' }).click();
});

test('safety 13: when its alarms fall silent the line lookup answers “not known”; axe finds nothing there', async ({
  desk: { page },
  crew,
}) => {
  await signIn(page, 'supervisor.bytl');
  await crew.end();
  await expect(page.getByRole('list', { name: 'Fraîcheur des sources' })).toContainText(
    /muettes depuis \d\d:\d\d:\d\d/,
  );
  await isAccessible(page, 'silent source');
  await goTo(page, 'Recherche de ligne');
  await askLine(page, first.ptoRef);
  await expect(page.locator('.line-answer')).toContainText('On ne sait pas');
  await isAccessible(page, 'verdict unknown');
});

test('axe finds nothing on messages not delivered and on the import of an IPE file', async ({ desk: { page } }) => {
  await signIn(page, 'admin.gthd');
  await goTo(page, 'Messages');
  await expect(page.getByRole('main')).toContainText('Rien à renvoyer');
  await isAccessible(page, 'messages');
  await goTo(page, 'Import IPE');
  await isAccessible(page, 'import');
  for (const [name, insee] of [
    ['import errors', '33'],
    ['import preview', '33281'],
  ] as const) {
    const file = `ReferencePM;EtatPM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY\nGT-AXE;DEPLOYE;${insee};Mérignac;;`;
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: /^Choisir un (autre )?fichier/ }).click(),
    ]);
    await chooser.setFiles({ name: 'ipe.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await expect(
      page.getByRole('region', { name: insee === '33' ? 'Erreurs du fichier' : 'Ce qui va changer' }),
    ).toBeVisible();
    await isAccessible(page, name);
  }
});
