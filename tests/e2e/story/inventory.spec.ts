import type { Page } from '@playwright/test';
import { pilotPms } from '../../support/pilot-places';
import { expect, test } from '../support/stand';
import { goTo, signIn } from '../support/steps';

const HEADER = 'Référence PM;Etat_PM;CodeInseePM;CommunePM;CoordonneePMX;CoordonneePMY;TypeProjectionGeographique';

/** Chooses a file as somebody does, with these rows in Windows-1252. */
async function choose(page: Page, name: string, rows: readonly string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /^Choisir un (autre )?fichier/ }).click(),
  ]);
  const buffer = Buffer.from([HEADER, ...rows].join('\r\n'), 'latin1');
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer });
}

test('admin.gthd imports an IPE file: what is wrong with it, what it would change, then all of it', async ({
  desk: { page },
}) => {
  const [place] = pilotPms(3, { infra: 'GTHD', ordering: 'FTEL', impacted: 'BYTL' }).slice(-1);
  if (place === undefined) throw new Error('no such place');
  await signIn(page, 'admin.gthd');
  await goTo(page, 'Import IPE');

  const added = 'GT-33281-E2E1;Déployé;33281;Mérignac;410000,40;6421000,10;Lambert-93';
  await choose(page, 'faux.csv', [added, 'GT-33281-E2E2;Déployé;33281;Mérignac;-0,62;44,83;Lambert-93']);
  const errors = page.getByRole('region', { name: 'Erreurs du fichier' });
  await expect(errors).toContainText('1 erreur');
  await expect(errors.getByRole('row').nth(1)).toContainText('3 · 5');
  await expect(errors.getByRole('row').nth(1)).toContainText('-0,62');
  await expect(page.getByRole('button', { name: 'Importer', exact: true })).toHaveCount(0);

  const moved = `${place.pmRef};Déployé;33281;${place.commune};410500,40;6421500,10;Lambert-93`;
  await choose(page, 'juste.csv', [added, moved]);
  const changes = page.getByRole('region', { name: 'Ce qui va changer' });
  await expect(changes).toContainText('2 lignes, 2 PM dans le fichier');
  await expect(page.getByRole('button', { name: /Encodage/ })).toContainText('Windows-1252');
  await changes.getByRole('radio', { name: 'Déplacés (1)' }).click();
  await expect(changes.getByRole('row').nth(1)).toContainText(/km/);
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 PM importés' })).toBeVisible();
});
