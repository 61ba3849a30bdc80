import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { OperatorClient } from '../../support/operator-client';
import { Pilot } from '../../support/pilot';
import { pilotPms } from '../../support/pilot-places';
import { openDesktop, signIn } from '../support/console';
import { type RealHub, startRealHub } from '../support/real-hub';

let hub: RealHub;
let pilot: Pilot;

test.beforeAll(async () => {
  hub = await startRealHub();
  pilot = await Pilot.begin(hub.url);
});
test.afterAll(async () => {
  pilot?.end();
  await hub?.stop();
});

test('hotline.sfra: yes for a cut line, no for a healthy one, nothing for another operator’s', async () => {
  const [place] = pilotPms(1, { infra: 'FTEL', ordering: 'FTEL', impacted: 'SFRA' });
  const [first, second, healthy] = place?.neighbours ?? [];
  if (place === undefined || first === undefined || second === undefined) throw new Error('no such place');
  const job = await pilot.startJob('FTEL', place);
  const cut = await pilot.cut('SFRA', healthy === undefined ? [first] : [first, second]);

  const desk = await openDesktop(hub.url);
  try {
    const { page } = desk;
    await signIn(page, 'hotline.sfra');
    const ask = async (ptoRef: string) => {
      await page.getByLabel('Prise du client (PTO)').fill(ptoRef);
      await page.keyboard.press('Enter');
    };
    await ask(first.ptoRef.toLowerCase());
    await expect(page.getByText('Oui, une intervention voisine').first()).toBeVisible();
    await ask((healthy ?? second).ptoRef);
    await expect(page.getByText('Non, aucune intervention voisine').first()).toBeVisible();
    await ask(place.own.ptoRef);
    await expect(page.getByText('Aucune ligne sous cette référence').first()).toBeVisible();
    await ask('FI-0000-0000');
    await expect(page.getByText('Aucune ligne sous cette référence').first()).toBeVisible();
  } finally {
    await desk.close();
    await cut.restore();
    await job.end().catch(() => {});
  }
});

test('auditor.bytl: an export has exactly the rows that the hub counts (safety 17)', async () => {
  const [place] = pilotPms(2, { infra: 'FTEL', ordering: 'FTEL', impacted: 'BYTL' }).slice(1);
  if (place === undefined) throw new Error('no such place');
  await pilot.startJob('FTEL', place);
  await pilot.cut('BYTL', place.neighbours.slice(0, 2));
  const auditor = await OperatorClient.person(hub.url, 'auditor', 'BYTL');
  const folder = mkdtempSync(join(tmpdir(), 'vigie-export-'));
  const desk = await openDesktop(hub.url);
  try {
    await desk.app?.evaluate(
      ({ dialog }, target) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: target });
      },
      join(folder, 'interventions.csv'),
    );
    await signIn(desk.page, 'auditor.bytl');
    await desk.page.getByRole('button', { name: 'Exporter' }).click();
    await expect(desk.page.getByText(/Enregistré/).first()).toBeVisible();
    expect(readdirSync(folder)).toEqual(['interventions.csv']);
    const rows = readFileSync(join(folder, 'interventions.csv'), 'utf8').trimEnd().split('\r\n').length - 1;
    const { total } = await auditor.must<{ total: number }>('GET', '/api/interventions?limit=1');
    expect(rows).toBe(total);
    await expect(desk.page.getByText(new RegExp(`Enregistré\\s*:\\s*${total}\\s`)).first()).toBeVisible();
  } finally {
    await desk.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
