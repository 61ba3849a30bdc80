import { pilotPms } from '../../support/pilot-places';
import { expect, test } from '../support/stand';
import { askLine, signIn } from '../support/steps';

test('hotline.sfra: yes for a cut line, no for a healthy one, not found for another operator’s', async ({
  desk: { page },
  crew,
}) => {
  const place = pilotPms(8, { infra: 'FTEL', ordering: 'FTEL', impacted: 'SFRA' }).at(-1);
  const [cut, healthy] = place?.neighbours ?? [];
  if (place === undefined || cut === undefined || healthy === undefined) throw new Error('no such place');
  await signIn(page, 'hotline.sfra');
  const job = crew.send('FTEL', place, [cut]);

  const answer = page.locator('.line-answer');
  await expect(async () => {
    await askLine(page, cut.ptoRef.toLowerCase());
    await expect(answer).toContainText('Oui, une intervention voisine', { timeout: 3_000 });
  }).toPass();
  await expect(answer).toContainText(cut.ptoRef);
  await expect(answer).not.toContainText(job.orderingRef);
  await askLine(page, healthy.ptoRef);
  await expect(answer).toContainText('Non, aucune intervention voisine');
  for (const ptoRef of [place.own.ptoRef, 'FI-0000-0000']) {
    await askLine(page, ptoRef);
    await expect(page.getByRole('main')).toContainText('Aucune ligne sous cette référence');
    await expect(answer).toHaveCount(0);
  }
});
