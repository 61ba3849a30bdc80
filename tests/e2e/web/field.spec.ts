import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { OutageDetail } from '@shared/contract/http';
import { DEMO_PASSWORD } from '@shared/demo/operators';
import type { Intervention } from '@shared/domain/intervention';
import type { Line } from '@shared/domain/line';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';
import { OperatorClient } from '../../support/operator-client';
import { pilotPms } from '../../support/pilot-places';
import { openPhone, type Phone } from '../support/phone';
import { expect, test } from '../support/stand';

const place = pilotPms(9, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' }).at(-1);
const [first, second] = place?.neighbours ?? [];
if (place === undefined || first === undefined || second === undefined) throw new Error('no such place');

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let phone: Phone;
let bytl: OperatorClient;
let supervisor: OperatorClient;
let grant: PreAuthorisation;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ hub }) => {
  bytl = await OperatorClient.system(hub.url, 'BYTL');
  supervisor = await OperatorClient.person(hub.url, 'supervisor', 'BYTL');
  phone = await openPhone(hub.url, { longitude: -0.5792, latitude: 44.8378 });
});
test.afterAll(() => phone?.close());

/** What BYTL's OLT tells of a line: dark since, and back. */
const alarmOf = (line: Line, raisedAt: string, clearedAt?: string) => ({
  notificationId: `field-${line.ptoRef}-${raisedAt}`,
  kind: 'LOSI' as const,
  ponPath: line.ponPath,
  ontNumber: line.ontNumber,
  raisedAt,
  ...(clearedAt !== undefined && { clearedAt }),
});
const now = () => new Date().toISOString();
const cutAt = new Map<string, string>();

async function cut(...lines: readonly Line[]): Promise<void> {
  for (const { ptoRef } of lines) cutAt.set(ptoRef, now());
  await bytl.alarms(lines.map((line) => alarmOf(line, cutAt.get(line.ptoRef) ?? '')));
}

async function putBack(line: Line): Promise<void> {
  await bytl.alarms([alarmOf(line, cutAt.get(line.ptoRef) ?? '', now())]);
}

function grantRepairs(): Promise<PreAuthorisation> {
  return supervisor.must('POST', '/api/pre-authorisations', {
    orderingOperatorCodes: ['FTEL'],
    scope: { kind: 'pms', pmRefs: [place?.pmRef] },
    natures: ['repair'],
    validFrom: now(),
    validUntil: new Date(Date.now() + 86_400_000).toISOString(),
    reason: 'Essai au PM',
  });
}

/** No violation of WCAG 2.2 AA, nor of good practice, light and dark; targets are large enough for a thumb. */
async function isFit(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(standards).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
    expect.soft(found, `${what}, ${colorScheme}`).toEqual([]);
  }
  const sizes = await page
    .locator('button:visible, .choice label:visible, input:not([type=radio]):visible')
    .evaluateAll((all) => all.map((one) => [one.textContent, Math.round(one.getBoundingClientRect().height)] as const));
  expect
    .soft(
      sizes.filter(([, height]) => height < 48),
      what,
    )
    .toEqual([]);
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), what).toBeLessThanOrEqual(390);
}

const card = (page: Page, line: Line) => page.getByRole('listitem').filter({ hasText: line.ptoRef });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('a technician signs in, finds his PM around him or by reference, and starts', async () => {
  const { page } = phone;
  await isFit(page, 'sign-in');
  await page.getByLabel('Identifiant').fill('supervisor.ftel');
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD);
  await button(page, 'Se connecter').click();
  await expect(page.getByRole('alert')).toContainText('pas celui d’un technicien');
  await page.getByLabel('Identifiant').fill('technician.ftel');
  await button(page, 'Se connecter').click();

  await button(page, 'Autour de moi').click();
  await expect(page.getByRole('listitem').first()).toContainText(/\d+ m/);
  await page.getByLabel('Référence du PM ou commune').fill(place.pmRef.toLowerCase());
  await button(page, 'Chercher').click();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await isFit(page, 'PM found');
  await button(page, new RegExp(place.pmRef)).click();

  await expect(button(page, 'Commencer')).toBeDisabled();
  await page.getByText('Dépannage (SAV)').click();
  await page.getByLabel(/Prise du client/).fill(place.own.ptoRef);
  await isFit(page, 'start');
  await button(page, 'Commencer').click();
  await expect(page.getByText('Aucune coupure signalée pour l’instant')).toBeVisible();
  await expect(page.getByText('Faites un test avant de terminer.')).toBeVisible();
  await expect(button(page, 'Terminer')).toBeDisabled();
  await isFit(page, 'job begun');
});

test('lines that go dark are shown at once; a test says that their operator agrees; where they are plugged is drawn', async () => {
  const { page } = phone;
  grant = await grantRepairs();
  await cut(first, second);
  await expect(page.getByRole('heading', { name: '2 lignes coupées depuis votre arrivée' })).toBeVisible();
  await expect(card(page, first)).toContainText('Testez d’abord');
  await expect(card(page, first).getByRole('button')).toHaveCount(0);
  await button(page, 'Tester (1/5)').click();

  const repairable = card(page, first);
  await expect(repairable).toContainText('À rebrancher');
  await expect(repairable).toContainText(/Accord de Bouygues Telecom, réponse au test 1 à \d\d:\d\d:\d\d/);
  for (const [name, value] of [
    ['Module', first.pmModuleName],
    ['Position', first.pmModulePosition],
    ['Coupleur', first.splitterPosition],
    ['Tube', first.tube],
    ['Fibre', first.fibre],
  ]) {
    await expect(repairable.locator('.where div').filter({ hasText: name ?? '' })).toContainText(value ?? '');
  }
  await expect(repairable.getByRole('img')).toHaveAccessibleName(
    new RegExp(`position ${first.pmModulePosition}\\. Jarretière .+ vers le coupleur ${first.splitterPosition}`),
  );
  await expect(page.getByText(/Prochain test possible dans \d+ s/)).toBeVisible();
  await isFit(page, 'lines to repair');
});

test('safety 10: a revoke in between shows at once, and nothing is to be repaired any more', async () => {
  const { page } = phone;
  await supervisor.must('POST', `/api/pre-authorisations/${grant.id}/revoke`, { reason: 'Équipe sur place' });
  await expect(page.getByRole('alert').first()).toContainText('Bouygues Telecom a retiré son accord', {
    timeout: 3_000,
  });
  for (const line of [first, second]) {
    await expect(card(page, line)).toContainText('Ne pas toucher');
    await expect(card(page, line).getByRole('button')).toHaveCount(0);
  }
  await isFit(page, 'revoked');
  await grantRepairs();
  await expect(card(page, first)).toContainText('À rebrancher');
  // What was said before no longer holds, and is gone.
  await expect(page.getByRole('alert').first()).toContainText('Bouygues Telecom a donné son accord');
  await expect(page.getByText('a retiré son accord')).toHaveCount(0);
  await expect(button(page, 'Compris')).toHaveCount(2);
  for (let left = 2; left > 0; left -= 1) await button(page, 'Compris').first().click();
});

test('without a network the page says so and how old it is; notes of a repair are kept, acts wait', async () => {
  const { page, context } = phone;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await expect(page.getByText(/Hors réseau · état de \d\d:\d\d/)).toBeVisible();
  await expect(button(page, /^Tester/)).toBeDisabled();
  await expect(button(page, 'Terminer')).toBeDisabled();
  await card(page, first).getByRole('button', { name: 'C’est rebranché' }).click();
  await page.getByText('Jarretière remplacée').click();
  await page.getByLabel('Précision').fill('Connecteur cassé');
  await isFit(page, 'note of a repair');
  await button(page, 'Enregistrer').click();
  await expect(card(page, first)).toContainText(
    'Jarretière remplacée. Connecteur cassé La lumière n’est pas encore revenue.',
  );
  await isFit(page, 'no network');

  // The page itself is kept: it opens without a network, with what was last known.
  await page.reload();
  await expect(page.getByText(/Hors réseau · état de \d\d:\d\d/)).toBeVisible();
  await expect(card(page, first)).toContainText('Jarretière remplacée');
  await putBack(first);
  await context.setOffline(false);
  await expect(card(page, first)).toContainText('De retour');
  await expect(page.getByText(/Hors réseau/)).toHaveCount(0);
});

test('the end stops before a line that is still down; with a reason it goes on, and both lines are reported', async ({
  hub,
}) => {
  const { page } = phone;
  await button(page, 'Terminer').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: '1 ligne encore coupée' })).toBeVisible();
  await expect(button(page, 'Terminer quand même')).toBeDisabled();
  await isFit(page, 'stop before the end');
  await button(page, 'Retourner au PM').click();
  await expect(dialog).toHaveCount(0);

  await button(page, 'Terminer').click();
  await dialog.getByText('Réparation impossible sur place').click();
  await button(page, 'Terminer quand même').click();
  await expect(page.getByRole('heading', { name: /Intervention terminée à \d\d:\d\d/ })).toBeVisible();
  await expect(page.getByText('Compte rendu envoyé.')).toBeVisible();
  await expect(card(page, second).getByRole('button')).toHaveCount(0);
  await isFit(page, 'ended');
  await expect(page.getByText('Test de clôture : 1 ligne reste coupée')).toBeVisible();

  const ftel = await OperatorClient.person(hub.url, 'technician', 'FTEL');
  const { items } = await ftel.must<{ items: Intervention[] }>('GET', `/api/interventions?pmRef=${place.pmRef}`);
  expect(items[0]).toMatchObject({ state: 'closed', testCount: 1 });
  const desk = await OperatorClient.person(hub.url, 'supervisor', 'FTEL');
  const outages = await desk.must<{ items: { id: string }[] }>('GET', `/api/outages?pmRef=${place.pmRef}`);
  const { timeline } = await desk.must<OutageDetail>('GET', `/api/outages/${outages.items[0]?.id}`);
  expect(timeline).toContainEqual(expect.objectContaining({ kind: 'CR', count: 2 }));
  await button(page, 'Nouvelle intervention').click();
  await expect(page.getByRole('heading', { name: 'Où êtes-vous ?' })).toBeVisible();
});
