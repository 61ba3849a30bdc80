import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Intervention } from '@shared/domain/intervention';
import type { Network } from '../src-sim/day/network';
import { girondeNetwork } from '../src-sim/gironde';
import { followAnswers } from '../src-sim/wire/answers';
import { SystemClient } from '../src-sim/wire/client';
import { doPaths, endOf, infraRefIn, type JobFacts, startOf, testOf } from '../src-sim/wire/messages';
import { percentiles } from './percentiles';

const PORT = 4992;
const ORDERING = 'FTEL';
const INFRA = 'GTHD';
/** With it, the closing test is due 20 s after the end of a job, and its answers within 6 s. */
const SPEED = '30';
/** From the start of a job to its test, and from the last answer to its end: the technician's hands. */
const HANDS_MS = 300;
/** M1, four M2, M3TX, four each of M4TX, M5TX and M6TX, M3, four M4, the closing M5TX and M6TX of four. */
const MESSAGES_A_JOB = 31;
const MEMORY_EVERY_MS = 2_000;
/** Memory is compared from this share of the run on: before it, the hub warms up. */
const WARM = 0.4;
const CLOSED_AFTER_MS = 40_000;

/**
 * Whole jobs through M1 … M6TX, M3 and the closing test at PMs with four commercial operators, all hosted by one real hub
 * with its database: `--rate R` messages a second (1,000: ten times the national peak), `--seconds S` (60). Messages are
 * held when as many jobs close as begin; `testToLastAnswerMs` runs from before the POST of M3TX to its last M6TX on the
 * ordering operator's socket; memory is the hub process's.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { rate: { type: 'string', default: '1000' }, seconds: { type: 'string', default: '60' } },
  });
  const data = mkdtempSync(join(tmpdir(), 'vigie-protocol-'));
  const ending = new AbortController();
  const hub = await startHub(data);
  try {
    return await measure(hub, Number(values.rate), Number(values.seconds), ending.signal);
  } finally {
    ending.abort();
    hub.child.kill('SIGTERM');
    await new Promise((resolve) => hub.child.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  }
}

interface RunningHub {
  readonly child: ChildProcess;
  readonly url: string;
}

async function startHub(data: string): Promise<RunningHub> {
  const flags = ['--data', data, '--demo', '--speed', SPEED, '--port', String(PORT)];
  const child = spawn('node', ['--import', 'tsx', 'src-hub/index.ts', ...flags], {
    env: { ...process.env, VIGIE_LOG: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', () => reject(new Error('the hub ended')));
  });
  return { child, url: (JSON.parse(line) as { url: string }).url };
}

/** One job under way; instants by this machine's clock, which is the hub's too. */
interface Job {
  readonly facts: JobFacts;
  readonly infraRef: string;
  readonly testedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  closedAt: number | null;
}

async function measure(
  hub: RunningHub,
  rate: number,
  seconds: number,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  const client = new SystemClient(hub.url, ORDERING, signal);
  const pms = girondeNetwork().pms.filter(
    ({ infraOperatorCode, lineCounts }) =>
      infraOperatorCode === INFRA && Object.values(lineCounts).filter((count) => count > 0).length === 4,
  );
  const jobs = new Map<string, Job>();
  const failures: string[] = [];
  const feed = followAnswers(
    hub.url,
    client,
    (doc) => onDocument(jobs.get(doc.infraRef), doc),
    (failure) => failures.push(String(failure)),
  );
  const memory: number[] = [];
  const sampling = setInterval(() => memory.push(residentMb(hub.child.pid ?? 0)), MEMORY_EVERY_MS);
  const running: Promise<void>[] = [];
  const begun = Math.round((rate / MESSAGES_A_JOB) * seconds);
  const startedAt = performance.now();
  for (let n = 0; n < begun; n++) {
    await until(startedAt + (n * 1_000 * MESSAGES_A_JOB) / rate);
    const pm = pms[n % pms.length];
    if (pm === undefined) throw new Error('no PM with four operators');
    running.push(play(client, pm, n, jobs).catch((error: unknown) => void failures.push(String(error))));
  }
  const sentMs = performance.now() - startedAt;
  clearInterval(sampling);
  await Promise.all(running);
  for (const end = performance.now() + CLOSED_AFTER_MS; performance.now() < end && !allClosed(jobs); ) await pause(200);
  const all = [...jobs.values()];
  const lastClosed = Math.max(...all.map(({ closedAt, endedAt }) => (closedAt ?? 0) - (endedAt ?? 0)));
  const answers = all.flatMap(({ testedAt, answeredAt }) => (answeredAt === null ? [] : [answeredAt - testedAt]));
  const warm = memory.slice(Math.floor(memory.length * WARM));
  feed.close();
  return {
    pms: pms.length,
    jobsBegun: begun,
    jobsClosed: all.filter(({ closedAt }) => closedAt !== null).length,
    failures: failures.length,
    messagesPerSecond: Math.round((begun * MESSAGES_A_JOB * 1_000) / sentMs),
    testToLastAnswerMs: percentiles(answers.sort((a, b) => a - b)),
    endToClosedMs: lastClosed,
    memoryMb: { from: warm[0] ?? 0, to: warm.at(-1) ?? 0, most: Math.max(0, ...warm) },
    ...(failures[0] !== undefined && { firstFailure: failures[0] }),
  };
}

function onDocument(job: Job | undefined, doc: Intervention): void {
  if (job === undefined) return;
  const answered = (doc.answers ?? []).filter(({ isClosingTest }) => !isClosingTest).length;
  if (answered === 4) job.answeredAt ??= Date.now();
  if (doc.state === 'closed') job.closedAt ??= Date.now();
}

const allClosed = (jobs: ReadonlyMap<string, Job>): boolean =>
  [...jobs.values()].every(({ closedAt }) => closedAt !== null);

async function play(
  client: SystemClient,
  pm: Network['pms'][number],
  n: number,
  jobs: Map<string, Job>,
): Promise<void> {
  const facts: JobFacts = {
    orderingOperatorCode: ORDERING,
    infraOperatorCode: INFRA,
    orderingRef: `PROTOCOL-${n}`,
    pmRef: pm.pmRef,
    technicalPmRef: pm.technicalPmRefs[0],
    nature: '4',
    startedAt: new Date().toISOString(),
  };
  const infraRef = infraRefIn(await client.send('POST', doPaths.job, startOf(facts)));
  if (infraRef === undefined) throw new Error('M1 refused');
  await pause(HANDS_MS);
  const testedAt = Date.now();
  const job: Job = { facts, infraRef, testedAt, answeredAt: null, endedAt: null, closedAt: null };
  jobs.set(infraRef, job);
  const test = await client.send('POST', doPaths.test, testOf(facts, infraRef, 1, new Date(testedAt).toISOString()));
  if (test.status !== 200) throw new Error(`M3TX refused: ${JSON.stringify(test.body)}`);
  for (const end = performance.now() + CLOSED_AFTER_MS; job.answeredAt === null; ) {
    if (performance.now() > end) throw new Error('no answers');
    await pause(20);
  }
  await pause(HANDS_MS);
  job.endedAt = Date.now();
  const ended = await client.send('PUT', doPaths.job, endOf(facts, new Date(job.endedAt).toISOString()));
  if (ended.status !== 200) throw new Error(`M3 refused: ${JSON.stringify(ended.body)}`);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const until = (at: number) => pause(Math.max(0, at - performance.now()));

/** Resident memory of a process, in MB (Linux). */
function residentMb(pid: number): number {
  const pages = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(pages?.[1] ?? 0) / 1_024);
}
