import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * An empty folder for the demonstration: its simulated day begins anew at each start, and yesterday's records would
 * contradict it. Call it only when nobody listens on the hub's port: a database that still runs here was left by a hub
 * that was killed, and is ended first.
 */
export async function freshDemoData(folder) {
  const left = databaseOf(folder);
  if (left !== undefined) await endDatabase(left);
  rmSync(folder, { recursive: true, force: true });
}

/** Process of the database in this folder; undefined when there is none, or the number now belongs to another program. */
function databaseOf(folder) {
  try {
    const pid = Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 0);
    if (process.platform !== 'linux') return pid;
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** PostgreSQL's fast shutdown, given ten seconds. */
async function endDatabase(pid) {
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 100; waited += 1) {
    await pause(100);
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
  }
  throw new Error(`The database of an earlier start does not end: process ${pid}.`);
}
