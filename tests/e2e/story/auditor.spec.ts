import { parse } from 'csv-parse/sync';
import { OperatorClient } from '../../support/operator-client';
import { pilotPms } from '../../support/pilot-places';
import { expect, test } from '../support/stand';
import { goTo, signIn } from '../support/steps';

test('safety 17, 27: auditor.bytl exports exactly the rows that the hub counts, as CSV and as JSON', async ({
  desk,
  crew,
  hub,
}) => {
  const { page } = desk;
  for (const place of pilotPms(7, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' }).slice(-2))
    crew.send('FTEL', place, place.neighbours.slice(0, 2));
  const auditor = await OperatorClient.person(hub.url, 'auditor', 'BYTL');
  const count = async (what: string) => (await auditor.must<{ total: number }>('GET', `/api/${what}?limit=1`)).total;
  await expect.poll(() => count('outages'), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);

  await signIn(page, 'auditor.bytl');
  await goTo(page, 'Exports');
  const press = () => page.getByRole('button', { name: 'Exporter', exact: true }).click();
  const jobs: unknown[] = parse(await desk.exported(press), { columns: true, bom: true });
  expect(jobs).toHaveLength(await count('interventions'));
  await expect(page.getByRole('status').filter({ hasText: 'Enregistré' })).toContainText(
    `${jobs.length} lignes exactement`,
  );

  await page.getByRole('button', { name: 'Contenu' }).click();
  await page.getByRole('option', { name: 'Coupures' }).click();
  await page.getByRole('radio', { name: 'JSON' }).click();
  const { items: outages } = JSON.parse(await desk.exported(press)) as { items: unknown[] };
  expect(outages).toHaveLength(await count('outages'));
});
