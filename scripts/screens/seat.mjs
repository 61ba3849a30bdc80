// A seat at the console in a browser. Elements are found without words, so that one script serves both languages.
import { hasProgram } from '../system-packages.mjs';

const PASSWORD = 'vigie-demo';
/** For a picture of the map without a GPU: fetch, fold, draw. */
const MAP_DRAWN_MS = 8_000;

/** Debian's Chromium: the one that the end-to-end tests use. */
export async function openBrowser() {
  const { chromium } = await import('@playwright/test');
  const executablePath = process.env.VIGIE_CHROMIUM ?? (hasProgram('chromium') ? '/usr/bin/chromium' : undefined);
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** The sign-in page of `hub` on a screen of its own. */
export async function openSeat(browser, hub, { theme, language, width, height }) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });
  const kept = { language, theme, sound: false, hubs: [hub] };
  await context.addInitScript((text) => localStorage.setItem('vigie.preferences', text), JSON.stringify(kept));
  const page = await context.newPage();
  await page.goto(`${hub}/console/`);
  await page.locator('.sign-in-demo').waitFor();
  return page;
}

export async function signIn(page, login) {
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(PASSWORD);
  await page.locator('.sign-in-form button[type="submit"]').click();
  // The sources are there once the feed is live.
  await page.locator('.sources .source').first().waitFor({ timeout: 120_000 });
}

/** Opens a screen as the rail would. */
export async function go(page, path) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${path}`);
  await page.locator(`[data-screen="${path.split('/')[0]}"]:visible`).waitFor();
}

export const mapDrawn = (page) => page.waitForTimeout(MAP_DRAWN_MS);
