import { type BrowserContext, chromium, type Page } from '@playwright/test';

/** A technician's phone: the page that the hub serves under /field/, in Debian's Chromium at the size of a phone. */
export interface Phone {
  readonly page: Page;
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** `place`: where it says that it is. */
export async function openPhone(hub: string, place: { longitude: number; latitude: number }): Promise<Phone> {
  const browser = await chromium.launch({
    executablePath: process.env.VIGIE_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const context = await browser.newContext({
    locale: 'fr-FR',
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
    geolocation: place,
    permissions: ['geolocation'],
  });
  const page = await context.newPage();
  await page.goto(`${hub}/field/`);
  return { page, context, close: () => browser.close() };
}
