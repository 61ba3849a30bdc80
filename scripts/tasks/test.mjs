import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { needElectron } from '../electron-runtime.mjs';
import { reports, root } from '../paths.mjs';
import { bin, onOwnScreen, runShown } from '../processes.mjs';
import { fail, say } from '../say.mjs';
import { needSystemPackages } from '../system-packages.mjs';
import { build } from './build.mjs';
import { checkAll } from './check.mjs';
import { pack } from './dist.mjs';

const vitestReport = join(reports, 'vitest.json');
const browserReport = join(reports, 'e2e.json');
/** Tests of the app as it is installed: they need it packed first. */
const packaged = join(root, 'tests', 'e2e', 'packaged');

/** Everything, real PostgreSQL, Chromium and Electron included; the last line of stdout counts the tests. */
export async function run(args) {
  if (args.length > 0) fail('npm test takes no argument: for one file, npx vitest run FILE.', 2);
  await needSystemPackages(['electron', 'headless', 'browser']);
  await needElectron();
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  // Each part runs whatever became of the one before: one run shows everything that is wrong.
  const checked = await checkAll({ withTests: false });
  const built = await succeeds(async () => {
    await build();
    if (existsSync(packaged)) await pack(['dir']);
  });
  await shown(bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]);
  await shownWithDisplay(bin('playwright'), ['test', '-c', 'tests/e2e/playwright.config.ts']);

  const counts = [read(vitestReport, countVitest), read(browserReport, countPlaywright)];
  const sum = (name) => counts.reduce((total, count) => total + count[name], 0);
  if (!checked) say('\u2717 The check failed (above).');
  process.exitCode = checked && built && sum('failed') === 0 && counts.every(({ passed }) => passed > 0) ? 0 : 1;
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
}

async function succeeds(work) {
  try {
    await work();
    return true;
  } catch (error) {
    say(`\u2717 ${error.message}`);
    return false;
  }
}

/** Output to stderr: stdout keeps the one line. */
const shown = (command, args) => runShown(command, args, { stdio: ['ignore', process.stderr, process.stderr] });

const shownWithDisplay = (command, args) =>
  process.platform === 'linux' ? shown(...onOwnScreen(command, args)) : shown(command, args);

/** A report that is missing or cut means that its tests did not run: one failure, never none. */
function read(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    say(`\u2717 No test report in ${file}: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A file that could not load has no test that failed, but is one. */
function countVitest(report) {
  const unloaded = report.testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  }).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A test that only passed when it was run again failed. */
function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
