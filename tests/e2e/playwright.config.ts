import { defineConfig } from '@playwright/test';
import type { StandOptions } from './support/stand';

/**
 * Real Electron, real Chromium, a real hub with its own PostgreSQL: one worker, since they share two cores. What a desk
 * lives is the same at both targets and written once, in story/.
 */
export default defineConfig<object, StandOptions>({
  testDir: '.',
  workers: 1,
  fullyParallel: false,
  // Generous: two shared cores draw the map in software.
  timeout: 240_000,
  expect: { timeout: 40_000 },
  retries: 1,
  outputDir: '../../test-results',
  reporter: [['list'], ['json', { outputFile: '../../.cache/reports/e2e.json' }]],
  use: { actionTimeout: 60_000, trace: 'on-first-retry', screenshot: 'only-on-failure' },
  projects: [
    { name: 'electron', testMatch: ['story/**/*.spec.ts', 'desktop/**/*.spec.ts'], use: { target: 'desktop' } },
    { name: 'chromium', testMatch: ['story/**/*.spec.ts', 'web/**/*.spec.ts'], use: { target: 'web' } },
    { name: 'packaged', testMatch: 'packaged/**/*.spec.ts' },
  ],
});
