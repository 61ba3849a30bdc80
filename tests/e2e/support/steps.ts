import { expect, type Locator, type Page } from '@playwright/test';
import { DEMO_PASSWORD } from '@shared/demo/operators';

// What people do at the console, at either target, by what they see there; in French.

/** Signs in as an account of the demonstration, whoever sat there before, and waits for the console behind. */
export async function signIn(page: Page, login: string): Promise<void> {
  if (await page.getByRole('navigation').isVisible()) await signOut(page);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await isLive(page);
}

/** The feed is here, and no banner says otherwise: sources are listed once it is live. */
export async function isLive(page: Page): Promise<void> {
  await page.getByRole('list', { name: 'Fraîcheur des sources' }).getByRole('listitem').first().waitFor();
  await expect(page.locator('.banner')).toHaveCount(0);
}

/** Ends the session, by the palette. */
export async function signOut(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('searchbox').fill('Se déconnecter');
  await palette.getByRole('option', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Identifiant').waitFor();
}

/** Opens a screen by the rail. */
export async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: screen }).click();
}

/** The row of a PM in the queue; those that wait behind the pill while somebody is at work there are let in. */
export async function rowAt(page: Page, pmRef: string): Promise<Locator> {
  const row = page.getByRole('listbox', { name: 'File des coupures' }).getByRole('option').filter({ hasText: pmRef });
  const waiting = page.getByRole('button', { name: /^\d+ nouvelles?$/ });
  await row.or(waiting).first().waitFor();
  if (!(await row.isVisible())) await waiting.click();
  await row.waitFor();
  return row;
}

/** The detail of the outage at a PM, opened from the queue. */
export async function openOutage(page: Page, pmRef: string): Promise<Locator> {
  await (await rowAt(page, pmRef)).click();
  const detail = page.getByRole('region', { name: 'Détail de la coupure' });
  await expect(detail).toContainText(pmRef);
  return detail;
}

/** What the map says of a PM that it has just moved to: the pointer finds its mark near the middle. */
export async function pointedAt(page: Page, pmRef: string): Promise<Locator> {
  const tooltip = page.getByRole('tooltip').filter({ hasText: pmRef });
  const box = await page.locator('.map-canvas:visible').boundingBox();
  if (box === null) throw new Error('no map');
  await expect(async () => {
    for (const below of [28, 46, 10]) {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2 + below);
      await tooltip.waitFor({ timeout: 1_000 }).catch(() => {});
      if (await tooltip.isVisible()) return;
    }
    await expect(tooltip).toBeVisible({ timeout: 1 });
  }).toPass();
  return tooltip;
}

/** Fills in the form of a new pre-authorisation: repairs by technicians of Orange in Gironde, for a week. */
export async function draftGrant(page: Page, reason: string): Promise<void> {
  await goTo(page, 'Pré-autorisations');
  await page.getByRole('button', { name: 'Nouvelle pré-autorisation…' }).click();
  const form = page.getByRole('main').filter({ has: page.getByRole('heading', { name: 'Nouvelle pré-autorisation' }) });
  await choose(page, form.getByRole('group', { name: 'Donneurs d’ordre' }), 'Donneurs d’ordre', 'Orange');
  const scope = form.getByRole('group', { name: 'Périmètre' });
  await scope.getByRole('radio', { name: 'Départements' }).click();
  await choose(page, scope, 'Départements', 'Gironde');
  await form.getByText('Raccordement', { exact: true }).click();
  await form.getByRole('button', { name: 'Faire durer 7 jours' }).click();
  await form.getByRole('textbox', { name: 'Motif' }).fill(reason);
}

async function choose(page: Page, where: Locator, label: string, option: string): Promise<void> {
  await where.getByRole('button', { name: label }).first().click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
}

/** Saves what the form holds; gives the reference under which the list then shows it. */
export async function saveGrant(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Accorder', exact: true }).click();
  const detail = page.getByRole('region', { name: 'Détail de la pré-autorisation' });
  return (await detail.getByRole('heading', { name: /^PA-/ }).textContent()) ?? '';
}

/** Asks to revoke one from the list; the dialog is open then. */
export async function askRevoke(page: Page, label: string): Promise<Locator> {
  await goTo(page, 'Pré-autorisations');
  await page.getByRole('row').filter({ hasText: label }).click();
  await page.getByRole('button', { name: 'Révoquer…' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Révoquer ${label} ?`);
  return dialog;
}

/** Gives the reason and revokes; the dialog then tells what came too late and what still allows. */
export async function revoke(dialog: Locator, reason: string): Promise<void> {
  await dialog.getByLabel('Motif de la révocation').fill(reason);
  await dialog.getByRole('button', { name: 'Révoquer', exact: true }).click();
}

/** Asks about a line; the answer follows. */
export async function askLine(page: Page, ptoRef: string): Promise<void> {
  await page.getByLabel('Prise du client (PTO)').fill(ptoRef);
  await page.keyboard.press('Enter');
}

/** Takes every outage of the queue, so that the next alarm is the only one. */
export async function acknowledgeAll(page: Page): Promise<void> {
  const queue = page.getByRole('listbox', { name: 'File des coupures' });
  await queue.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  await expect(queue.locator('[data-new]')).toHaveCount(0);
}
