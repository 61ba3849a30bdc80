import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { DEMO_PASSWORD } from '@shared/demo/operators';
import { openDesktop } from '../tests/e2e/support/console';

/** A supervisor's window in real Electron, whose counters of open outages are watched as they are painted. */
export interface WatchedDesk {
  /** Starts the watch anew; the counters stand at `base`. */
  begin(): Promise<{ readonly base: number }>;
  /** Each count painted since, with when (Unix milliseconds), oldest first. */
  painted(): Promise<readonly Painted[]>;
  close(): Promise<void>;
}

export interface Painted {
  readonly at: number;
  readonly count: number;
}

const app = fileURLToPath(new URL('../out/main/index.cjs', import.meta.url));

/** Opens the built console on `hub` as `login`. @throws Error without a build or a display */
export async function watchedDesk(hub: string, login: string): Promise<WatchedDesk> {
  if (!existsSync(app)) throw new Error(`no console in ${app}: npm run build`);
  if (process.platform === 'linux' && !process.env.DISPLAY) throw new Error('no display: xvfb-run -a npm run bench');
  const { page, close } = await openDesktop(hub);
  await page.getByLabel('Identifiant').fill(login);
  await page.getByLabel('Mot de passe').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.locator('.counters').waitFor();
  await page.locator('canvas').first().waitFor();
  await drawsSmoothly(page);
  // Methods, not functions in constants: those get a helper from the TypeScript loader that the page does not have.
  const watch = await page.evaluateHandle(() => {
    const watch = {
      counters: document.querySelector('.counters') as HTMLElement,
      seen: [] as { at: number; count: number }[],
      count() {
        return [...this.counters.querySelectorAll('.counter-number')].reduce(
          (sum, { textContent }) => sum + Number((textContent ?? '').replace(/\D/g, '')),
          0,
        );
      },
      begin() {
        this.seen = [];
        return { base: this.count() };
      },
      look() {
        this.seen.push({ at: Date.now(), count: this.count() });
      },
    };
    // Two frames: the first callback comes before the paint that shows the change, the second after it.
    new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => watch.look()))).observe(
      watch.counters,
      { subtree: true, childList: true, characterData: true },
    );
    return watch;
  });
  return {
    begin: () => watch.evaluate((of) => of.begin()),
    painted: () => watch.evaluate((of) => of.seen),
    close,
  };
}

/** Until what a start has to do is done: thirty frames come within a second and a half, however slow the machine's GPU. */
async function drawsSmoothly(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const watch = {
          frames: 0,
          since: performance.now(),
          next() {
            this.frames += 1;
            if (this.frames < 30) requestAnimationFrame(() => this.next());
            else resolve(performance.now() - this.since < 1_500);
          },
        };
        watch.next();
      }),
    undefined,
    { timeout: 60_000 },
  );
}
