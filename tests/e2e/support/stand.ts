import { test as base } from '@playwright/test';
import { Crew } from '../../support/crew';
import { type Console, openBrowser, openDesktop } from './console';
import { type RealHub, startRealHub } from './real-hub';

/** Protocol and technicians run this many times as fast as in the street: tests wait seconds, not minutes. */
const SPEED = 30;
const START_MS = 120_000;

/** What every test of a project shares: one hub, one crew in the street, one console. */
interface Stand {
  /** Where the console runs. */
  readonly target: 'desktop' | 'web';
  readonly hub: RealHub;
  readonly crew: Crew;
  readonly desk: Console;
}

export type StandOptions = Pick<Stand, 'target'>;

export const test = base.extend<object, Stand>({
  target: ['desktop', { scope: 'worker', option: true }],
  hub: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      const hub = await startRealHub(SPEED);
      await use(hub);
      await hub.end();
    },
    { scope: 'worker', timeout: START_MS },
  ],
  crew: [
    async ({ hub }, use) => {
      const crew = new Crew(hub.url, SPEED);
      await use(crew);
      await crew.end();
    },
    { scope: 'worker', timeout: START_MS },
  ],
  desk: [
    async ({ hub, target }, use) => {
      const desk = await (target === 'desktop' ? openDesktop(hub.url) : openBrowser(hub.url));
      await use(desk);
      await desk.close();
    },
    { scope: 'worker', timeout: START_MS },
  ],
});

export { expect } from '@playwright/test';
