import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '@shared/demo/operators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../support/hub';
import { until } from '../support/until';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<Ended>;
}

let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await freshFolder();
});
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** `npm run hub` as it is run: another process, its flags, its two streams. */
function launch(flags: readonly string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn('node', ['--import', 'tsx', 'src-hub/index.ts', ...flags], { env: { ...process.env, ...env } });
  started.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { child, ended };
}

async function ready(hub: { child: ChildProcess; ended: Promise<Ended> }): Promise<Running> {
  const line = await new Promise<string>((resolve, reject) => {
    hub.child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    void hub.ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  const said = JSON.parse(line) as { ready: boolean; url: string; epoch: string };
  expect(Object.keys(said)).toEqual(['ready', 'url', 'epoch']);
  return { ...hub, url: said.url };
}

async function signIn(url: string): Promise<string> {
  const body = JSON.stringify({ login: 'supervisor.bytl', password: DEMO_PASSWORD });
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Shells that wait for a hub to go, to end the server `pid`. */
function shellsOf(pid: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return rows
    .filter((row) => row.includes('postmaster.pid') && row.endsWith(` ${pid}`))
    .map((row) => Number.parseInt(row, 10));
}

const lineOf = (ended: Ended) => ended.stderr.trimEnd().split('\n');

describe('the hub as a process', () => {
  it('safety 16: a second one on the same data ends with one clear line; SIGTERM drains and ends with 0', async () => {
    const first = await ready(launch(['--data', folder, '--port', '0']));
    const second = await launch(['--data', folder, '--port', '0']).ended;
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(lineOf(second)).toEqual([expect.stringContaining('Another hub is running on')]);
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });

  it('safety 11: after kill -9 the next one takes over, and sessions still hold', async () => {
    const first = await ready(launch(['--data', folder, '--port', '0']));
    const token = await signIn(first.url);
    first.child.kill('SIGKILL');
    await first.ended;
    const next = await ready(launch(['--data', folder, '--port', '0']));
    const answer = await fetch(`${next.url}/api/snapshot`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    next.child.kill('SIGINT');
    const ended = await next.ended;
    expect(ended.code).toBe(0);
    expect(ended.stderr).not.toContain(token);
  });

  it('safety 11: its database ends with it, killed or not; one left behind all the same is replaced', async () => {
    const postgres = () => Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const first = await ready(launch(['--data', folder, '--port', '0']));
    const itsOwn = postgres();
    first.child.kill('SIGKILL');
    await first.ended;
    await until('the database of a killed hub to end', async () => (isAlive(itsOwn) ? undefined : true));

    const second = await ready(launch(['--data', folder, '--port', '0']));
    const left = postgres();
    // Without the shell that waits for it to go.
    for (const pid of shellsOf(left)) process.kill(pid, 'SIGKILL');
    second.child.kill('SIGKILL');
    await second.ended;
    expect(isAlive(left)).toBe(true);
    const third = await ready(launch(['--data', folder, '--port', '0']));
    expect([isAlive(left), postgres() === left]).toEqual([false, false]);
    third.child.kill('SIGTERM');
    expect((await third.ended).code).toBe(0);
    expect(shellsOf(left)).toEqual([]);
  });

  it('safety 1: refuses a role that is a superuser or owns the tables', async () => {
    const holder = await ready(launch(['--data', folder, '--port', '0']));
    const socket = encodeURIComponent(`${folder}/run`);
    const [superuser, owner] = await Promise.all(
      ['postgres', 'vigie_owner'].map(
        (role) => launch(['--database', `postgresql://${role}@${socket}/vigie`, '--port', '0']).ended,
      ),
    );
    expect(superuser).toMatchObject({ code: 1, stderr: expect.stringContaining('is a superuser') });
    expect(owner).toMatchObject({ code: 1, stderr: expect.stringContaining('owns tables') });
    const working = await ready(launch(['--database', `postgresql://vigie_app@${socket}/vigie`, '--port', '0']));
    working.child.kill('SIGTERM');
    holder.child.kill('SIGTERM');
    expect((await working.ended).code).toBe(0);
    await holder.ended;
  });

  it('flags that it does not know end with 2 and one line', async () => {
    for (const flags of [['--bogus'], ['--port', 'x'], ['--speed', '0'], ['--partners', 'partners.json']]) {
      const ended = await launch(flags).ended;
      expect([flags, ended.code, lineOf(ended).length]).toEqual([flags, 2, 1]);
    }
  });
});
