// Pictures of the technician's page on a phone. Elements are found without words, as one script serves both languages.
import { agree, cutAt, fieldPlace } from './field-world.mjs';

const PASSWORD = 'vigie-demo';
/** Long enough for an answer to be drawn on a busy machine. */
const SETTLED_MS = 1_200;
const PATIENCE_MS = 60_000;

/**
 * A whole job in one look, at a PM of its own: `n` keeps one look's cuts from the next. Hands each picture to `take`.
 * @param {{browser: object, hub: string, look: {theme: string, language: string}, n: number}} where
 */
export async function eachFieldScreen({ browser, hub, look: { theme, language }, n }, take) {
  const place = await fieldPlace(n);
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: theme,
    reducedMotion: 'reduce',
    geolocation: { longitude: place.longitude + 0.0011, latitude: place.latitude + 0.0007 },
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const shot = async (name) => {
    await page.waitForTimeout(SETTLED_MS);
    await page.evaluate(() => window.scrollTo(0, 0));
    await take(page, name);
  };
  await page.goto(`${hub}/field/`);
  await page.locator('main .quiet').waitFor();
  await shot('field-sign-in');
  await page.locator('input[autocomplete="username"]').fill('technician.ftel');
  await page.locator('input[type="password"]').fill(PASSWORD);
  await page.locator('.bar .primary').click();

  await page.locator('input[type="search"]').waitFor();
  await page.locator('.bar .plain').click();
  await page.locator('.pm').first().waitFor();
  await shot('field-find');
  await page.locator('.pm').filter({ hasText: place.pmRef }).click();
  await page.locator('input[name="nature"][value="4"]').check();
  await page.locator('.field input').first().fill(place.own.ptoRef);
  await shot('field-start');
  await page.locator('.bar .primary').click();
  await page.locator('.summary.unknown').waitFor();
  await shot('field-begun');

  const revoke = await agree(hub, place.pmRef);
  const light = await cutAt(hub, place);
  await page.locator('.line').nth(2).waitFor();
  await page.locator('.bar .primary').click();
  await page.locator('.line.repair').nth(1).waitFor();
  await readAll(page);
  await shot('field-repair');
  await page.locator('.line.repair .acts button').first().click();
  await shot('field-note');
  await page.locator('.sheet button[type="submit"]').click();
  await light(place.agreed[0]);
  await page.locator('.line.back').waitFor();
  await context.setOffline(true);
  await page.locator('.link-state.lost').waitFor();
  await shot('field-offline');
  await context.setOffline(false);
  await page.locator('.link-state').waitFor({ state: 'detached' });
  await revoke();
  await page.locator('.notice.withdrawn').waitFor();
  await shot('field-revoked');
  await page.locator('.bar .plain:not([disabled])').click();
  await page.locator('.sheet input').nth(1).check();
  await shot('field-stop');
  await page.locator('.sheet .acts .plain').click();
  await readAll(page);
  await page.locator('.bar .primary:not([disabled])').waitFor();
  await shot('field-ended');
  await light(place.agreed[1]);
  await light(place.denied);
  await context.close();
}

async function readAll(page) {
  while ((await page.locator('.notice button').count()) > 0) await page.locator('.notice button').first().click();
}
