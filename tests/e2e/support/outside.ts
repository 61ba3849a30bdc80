import type { ElectronApplication, Page } from '@playwright/test';

/** What a person learns of an alarm outside the window, and by ear. */
interface Noticed {
  /** Titles and texts of the desktop notifications so far. */
  readonly notifications: readonly string[];
  /** The count on the dock or task bar. */
  readonly badge: number;
  /** How often the window asked for attention. */
  readonly flashes: number;
  /** How often a sound was started since the page was loaded. */
  readonly sounds: number;
}

export interface Outside {
  noticed(): Promise<Noticed>;
  /** Clicks the newest notification. */
  click(): Promise<void>;
}

interface Seen {
  readonly shown: Electron.Notification[];
  badge: number;
  flashes: number;
}

/**
 * Looks where Electron hands things over to the system, which has neither notifications nor a dock here, and where the
 * page hands sound to the browser.
 */
export async function watchOutside(app: ElectronApplication, page: Page): Promise<Outside> {
  await app.evaluate(({ app: electron, BrowserWindow, Notification }) => {
    const seen: Seen = { shown: [], badge: 0, flashes: 0 };
    Object.assign(globalThis, { seen });
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      seen.shown.push(this);
    };
    electron.setBadgeCount = (count = 0) => {
      seen.badge = count;
      return true;
    };
    for (const window of BrowserWindow.getAllWindows())
      window.flashFrame = (on) => {
        if (on) seen.flashes += 1;
      };
  });
  const listen = () => {
    let sounds = 0;
    Object.defineProperty(window, 'soundsStarted', { get: () => sounds, configurable: true });
    const { start } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function (...when) {
      sounds += 1;
      start.apply(this, when);
    };
  };
  await page.addInitScript(listen);
  await page.evaluate(listen);
  return {
    noticed: async () => ({
      ...(await app.evaluate(() => {
        const { shown, badge, flashes }: Seen = Reflect.get(globalThis, 'seen');
        return { notifications: shown.map(({ title, body }) => `${title}. ${body}`), badge, flashes };
      })),
      sounds: await page.evaluate(() => Number(Reflect.get(window, 'soundsStarted'))),
    }),
    click: () =>
      app.evaluate(() => {
        const { shown }: Seen = Reflect.get(globalThis, 'seen');
        shown.at(-1)?.emit('click');
      }),
  };
}
