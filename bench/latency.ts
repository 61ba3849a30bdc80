import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FeedServerEvents, type Frame, snapshot } from '@shared/contract/feed';
import { calls } from '@shared/contract/http';
import type { Alarm } from '@shared/domain/alarm';
import { io, type Socket } from 'socket.io-client';
import { createHub } from '../src-hub/hub';
import type { Network } from '../src-sim/day/network';
import { girondeNetwork } from '../src-sim/gironde';
import { SystemClient } from '../src-sim/wire/client';
import { doPaths, infraRefIn, startOf } from '../src-sim/wire/messages';

const PORT = 4991;
const IMPACTED = 'BYTL';
const ORDERING = 'FTEL';
const BATCH_EVERY_MS = 50;
/** Frames that come later than this after the last alarm are counted as lost. */
const GRACE_MS = 15_000;

/**
 * From an alarm of an OLT to the outage on a console's socket, with a real hub: `sent` starts before the POST, `accepted`
 * when its answer is back (below 0: the frame was faster than the answer). `--seconds S` (10) a rate.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: 'string', default: '10' } } });
  const seconds = Number(values.seconds);
  const results: Record<string, unknown> = {};
  for (const perSecond of [100, 1_000]) results[`${perSecond} alarms/s`] = await measure(perSecond, seconds);
  return results;
}

async function measure(perSecond: number, seconds: number): Promise<Record<string, unknown>> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-latency-'));
  const hub = await createHub({ port: PORT, store: { data }, demo: true });
  const ending = new AbortController();
  try {
    const impacted = new SystemClient(hub.url, IMPACTED, ending.signal);
    const network = girondeNetwork();
    const lines = await linesUnderJobs(hub.url, network, perSecond * seconds, ending.signal);
    const seenAt = new Map<string, number>();
    const socket = await follow(hub.url, impacted, (frame) => {
      const now = performance.now();
      for (const change of frame.changes) {
        if (change.kind !== 'outage') continue;
        for (const { ptoRef } of change.doc.lines) if (!seenAt.has(ptoRef)) seenAt.set(ptoRef, now);
      }
    });
    const sent = await raise(impacted, lines, perSecond);
    for (const until = performance.now() + GRACE_MS; performance.now() < until && seenAt.size < sent.size; ) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    socket.close();
    const seen = [...sent].filter(([ptoRef]) => seenAt.has(ptoRef));
    const since = (pick: (times: Sent) => number): number[] =>
      seen.map(([ptoRef, times]) => (seenAt.get(ptoRef) ?? 0) - pick(times)).sort((a, b) => a - b);
    return {
      alarms: sent.size,
      drawnFrom: lines.length,
      neverSeen: sent.size - seen.length,
      sentToFrameMs: percentiles(since(({ sentAt }) => sentAt)),
      acceptedToFrameMs: percentiles(since(({ acceptedAt }) => acceptedAt)),
    };
  } finally {
    ending.abort();
    await hub.close();
    rmSync(data, { recursive: true, force: true });
  }
}

interface Sent {
  readonly sentAt: number;
  readonly acceptedAt: number;
}
interface Target {
  readonly ptoRef: string;
  readonly ponPath: string;
  readonly ontNumber: number;
}

/** Opens a job at each of the PMs with the most lines of the impacted operator until `count` lines are behind them. */
async function linesUnderJobs(
  hub: string,
  network: Network,
  count: number,
  signal: AbortSignal,
): Promise<readonly Target[]> {
  const client = new SystemClient(hub, ORDERING, signal);
  const pms = [...network.pms].sort((a, b) => (b.lineCounts[IMPACTED] ?? 0) - (a.lineCounts[IMPACTED] ?? 0));
  const byPm: Target[][] = [];
  let found = 0;
  for (const pm of pms) {
    if (found >= count) break;
    const lines = network.linesOf(pm.index).filter(({ operatorCode }) => operatorCode === IMPACTED);
    const reply = await client.send(
      'POST',
      doPaths.job,
      startOf({
        orderingOperatorCode: ORDERING,
        infraOperatorCode: pm.infraOperatorCode,
        orderingRef: `LATENCY-${pm.index}`,
        pmRef: pm.pmRef,
        technicalPmRef: pm.technicalPmRefs[0],
        nature: '6',
        startedAt: new Date().toISOString(),
      }),
    );
    if (infraRefIn(reply) === undefined) throw new Error(`M1 refused: ${JSON.stringify(reply.body)}`);
    // Half of a PM's lines: all of them at once would be a PON's failure.
    byPm.push(lines.filter((_, i) => i % 2 === 0).map(({ line }) => line));
    found += Math.ceil(lines.length / 2);
  }
  // In turn over the PMs, as trouble comes from everywhere.
  const inTurn: Target[] = [];
  for (let i = 0; inTurn.length < Math.min(found, count); i++) {
    for (const lines of byPm) {
      const line = lines[i];
      if (line !== undefined && inTurn.length < count) inTurn.push(line);
    }
  }
  return inTurn;
}

async function raise(
  client: SystemClient,
  lines: readonly Target[],
  perSecond: number,
): Promise<ReadonlyMap<string, Sent>> {
  const sent = new Map<string, Sent>();
  const perBatch = Math.max(1, Math.round((perSecond * BATCH_EVERY_MS) / 1_000));
  const batches: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let from = 0; from < lines.length; from += perBatch) {
    const due = startedAt + (from / perBatch) * BATCH_EVERY_MS;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    const batch = lines.slice(from, from + perBatch);
    const raisedAt = new Date().toISOString();
    const alarms = batch.map<Alarm>(({ ptoRef, ponPath, ontNumber }) => ({
      notificationId: `latency-${ptoRef}`,
      kind: 'LOSI',
      ponPath,
      ontNumber,
      raisedAt,
    }));
    const sentAt = performance.now();
    batches.push(
      client.send(calls.alarms.method, calls.alarms.path, alarms).then((reply) => {
        if (reply.status >= 400) throw new Error(`alarms refused: ${reply.status} ${JSON.stringify(reply.body)}`);
        const acceptedAt = performance.now();
        for (const { ptoRef } of batch) sent.set(ptoRef, { sentAt, acceptedAt });
      }),
    );
  }
  await Promise.all(batches);
  return sent;
}

async function follow(
  hub: string,
  client: SystemClient,
  onFrame: (frame: Frame) => void,
): Promise<Socket<FeedServerEvents>> {
  const token = await client.token();
  const { epoch, seq } = snapshot.parse((await client.send(calls.snapshot.method, calls.snapshot.path)).body);
  const socket: Socket<FeedServerEvents> = io(`${hub}/console`, {
    transports: ['websocket'],
    auth: { token, since: { epoch, seq } },
  });
  socket.on('frame', onFrame);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

function percentiles(sorted: readonly number[]): Record<string, number> {
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? 0 };
}
