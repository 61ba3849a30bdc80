#!/usr/bin/env node
// Entry of every npm script: makes sure that what the task needs is there, then runs it. No dependency: it runs in a
// fresh clone before anything is installed.
import { installPackages } from './install.mjs';
import { fail } from './say.mjs';

/** What each task needs beyond npm packages is asked for by the task itself. */
const tasks = {
  start: () => import('./tasks/start.mjs'),
  test: () => import('./tasks/test.mjs'),
  check: () => import('./tasks/check.mjs'),
  hub: () => import('./tasks/hub.mjs'),
  sim: () => import('./tasks/sim.mjs'),
  bench: () => import('./tasks/bench.mjs'),
  dist: () => import('./tasks/dist.mjs'),
  screens: () => import('./tasks/screens.mjs'),
  data: () => import('./tasks/data.mjs'),
  build: () => import('./tasks/build.mjs'),
  dev: () => import('./tasks/dev.mjs'),
};

const [name, ...args] = process.argv.slice(2);
const load = Object.hasOwn(tasks, name ?? '') ? tasks[name] : undefined;
if (load === undefined) fail(`Unknown task ${name ?? ''}: one of ${Object.keys(tasks).join(', ')}.`, 2);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19))
  fail(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);

try {
  await installPackages();
  const { run } = await load();
  await run(args);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
