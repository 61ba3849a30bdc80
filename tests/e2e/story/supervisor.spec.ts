import type { TestAnswer } from '@shared/domain/intervention';
import type { PmColumns } from '@shared/domain/pm';
import type { SentJob } from '../../support/crew';
import { OperatorClient } from '../../support/operator-client';
import { pilotPms } from '../../support/pilot-places';
import { expect, test } from '../support/stand';
import { askRevoke, draftGrant, goTo, openOutage, pointedAt, revoke, rowAt, saveGrant, signIn } from '../support/steps';

const [first, second, third] = pilotPms(3, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' });
if (!first || !second || !third) throw new Error('no such places');
let granted = '';
let repaired: SentJob;

test.describe.configure({ mode: 'serial' });

/** Answer of BYTL to the first test, as the technician's system is told it (M6T1). */
const toldBy = (answers: readonly TestAnswer[] | undefined) =>
  answers?.find(({ testNumber, impactedOperatorCode }) => testNumber === 1 && impactedOperatorCode === 'BYTL');

/** PMs where BYTL has lines, and those lines, as the hub counts them: all are in Gironde. */
async function ownPms(hub: string): Promise<{ pmCount: number; lineCount: number }> {
  const system = await OperatorClient.system(hub, 'BYTL');
  const columns = await system.must<PmColumns>('GET', '/api/pms?format=columns');
  const counts = columns.lineCount.filter((count) => count > 0);
  return { pmCount: counts.length, lineCount: counts.reduce((sum, count) => sum + count, 0) };
}

/** A number as French screens write it, its thin spaces made plain as matchers do. */
const spoken = (n: number) => n.toLocaleString('fr-FR').replace(/\s/g, ' ');

test('a cut by FTEL’s technician appears in the queue and on the map of supervisor.bytl, who acknowledges it', async ({
  desk: { page },
  crew,
}) => {
  await signIn(page, 'supervisor.bytl');
  const job = crew.send('FTEL', first, first.neighbours.slice(0, 2));
  const row = await rowAt(page, first.pmRef);
  await expect(row).toContainText('2 lignes coupées');
  const detail = await openOutage(page, first.pmRef);
  for (const { ptoRef } of job.cut) await expect(detail).toContainText(ptoRef);
  await expect(detail).toContainText('Aucune pré-autorisation en cours');

  await page.keyboard.press('a');
  await expect(row).toContainText('Acquittée');
  await expect(detail).toContainText('Acquittée par supervisor.bytl');
  // The notice of what was done is still there: keys go on working, and Esc closes from within the text.
  await page.keyboard.press('c');
  await page.getByRole('dialog').getByRole('textbox').fill('Client prévenu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(await pointedAt(page, first.pmRef)).toContainText('2 lignes coupées depuis');

  // Nothing on the screen says who ordered the job; the technician is told no, and leaves the lines.
  expect(await page.locator('body').textContent()).not.toContain(job.orderingRef);
  await expect.poll(async () => toldBy((await crew.read(job))?.answers)).toMatchObject({ repairAllowed: false });
  expect(crew.putBack(job)).toEqual([]);
});

test('supervisor.bytl grants FTEL for Gironde on the screen, and is told before what that would cover', async ({
  desk: { page },
  hub,
}) => {
  await draftGrant(page, 'Pilote Gironde');
  await expect(page.getByRole('main')).toContainText(
    'Les techniciens d’Orange peuvent réparer les lignes de nos clients',
  );
  const coverage = page.getByRole('region', { name: 'Ce qui serait couvert' });
  const wire = page.getByRole('region', { name: 'Ce qui partira sur le fil' }).getByRole('row');
  const { pmCount, lineCount } = await ownPms(hub.url);
  await expect(coverage).toContainText(`${spoken(pmCount)} PM couverts`);
  await expect(coverage).toContainText(`${spoken(lineCount)} lignes à nous`);
  for (const infra of ['FTEL', 'GTHD']) await expect(wire.filter({ hasText: infra }).first()).toContainText('true');

  granted = await saveGrant(page);
  const row = page.getByRole('row').filter({ hasText: granted });
  await expect(row).toContainText('En vigueur');
  await expect(row).toContainText('Orange');
  await expect(row).toContainText('Pilote Gironde');
});

test('the next cut at such a PM may be repaired, is repaired by the technician, and the console shows it', async ({
  desk: { page },
  crew,
}) => {
  await goTo(page, 'Supervision');
  repaired = crew.send('FTEL', second, second.neighbours.slice(0, 2));
  const row = await rowAt(page, second.pmRef);
  await expect(row).toContainText('Autorisée : 1 donneur d’ordre');
  await expect.poll(async () => toldBy((await crew.read(repaired))?.answers)).toMatchObject({ repairAllowed: true });
  await expect(row).toContainText('2 lignes rétablies');
  expect(crew.putBack(repaired).toSorted()).toEqual(repaired.cut.map(({ ptoRef }) => ptoRef).toSorted());
  await expect(await openOutage(page, second.pmRef)).toContainText('rétablie');
});

test('the revoke asks why, and names the answer that it came too late for', async ({ desk: { page } }) => {
  const dialog = await askRevoke(page, granted);
  await revoke(dialog, 'Fin du pilote');
  const done = page.getByRole('dialog');
  await expect(done).toContainText(`${granted} révoquée à`);
  await expect(done).toContainText(`Trop tard pour le test 1 au PM ${second.pmRef}`);
  await expect(done).toContainText('Aucune autre');
  await done.getByRole('button', { name: 'Fermer' }).click();
  await page.getByRole('radio', { name: /^Révoquées/ }).click();
  await expect(page.getByRole('row').filter({ hasText: granted })).toContainText('Révoquée');
});

test('the cut after the revoke is denied, with the reason, and stays', async ({ desk: { page }, crew }) => {
  await goTo(page, 'Supervision');
  const job = crew.send('FTEL', third, third.neighbours.slice(0, 2));
  await expect(await rowAt(page, third.pmRef)).toContainText('révoquée');
  await expect(await openOutage(page, third.pmRef)).toContainText('La pré-autorisation a été révoquée');
  await expect.poll(async () => toldBy((await crew.read(job))?.answers)).toMatchObject({ repairAllowed: false });
  await expect(await rowAt(page, third.pmRef)).toContainText(/fin de travaux|technicien parti/);
  expect(crew.putBack(job)).toEqual([]);
  expect(crew.failures).toEqual([]);
});
