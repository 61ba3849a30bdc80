import { defineConfig } from '@playwright/test';

/** Real Electron, real Chromium, a real hub with its own PostgreSQL: one worker, since they share two cores. */
export default defineConfig({
  testDir: '.',
  workers: 1,
  fullyParallel: false,
  // Generous: two shared cores draw the map in software.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  retries: 1,
  outputDir: '../../test-results',
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'electron', testMatch: 'desktop/**/*.spec.ts' },
    { name: 'chromium', testMatch: 'web/**/*.spec.ts' },
    { name: 'packaged', testMatch: 'packaged/**/*.spec.ts' },
  ],
});
