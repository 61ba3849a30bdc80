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
import { type Painted, type WatchedDesk, watchedDesk } from './drawn';
import { percentiles } from './percentiles';

const PORT = 4991;
const IMPACTED = 'BYTL';
const ORDERING = 'FTEL';
const SUPERVISOR = 'supervisor.bytl';
const BATCH_EVERY_MS = 50;
/** Lines cut at one PM, at most. */
const LINES_A_PM = 4;
/** What comes later than this after the last alarm is counted as lost. */
const GRACE_MS = 15_000;

/** Alarms a minute: the sector's busy minute, then far beyond it. */
const RATES = { '1,000 alarms/min': 1_000, '100 alarms/s': 6_000, '1,000 alarms/s': 60_000 };

/**
 * From an alarm of an OLT to the outage on a console's socket and on a supervisor's screen in real Electron, with a real
 * hub and all on this machine. `sent` starts before the POST, `accepted` when its answer is back (below 0: faster than
 * the answer). Drawn is measured on the alarms that open an outage: the counters of open outages, as painted. `--seconds S`
 * (10) a rate; `--no-desk` leaves Electron out.
 */
export async function run(args: readonly string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string', default: '10' }, 'no-desk': { type: 'boolean', default: false } },
  });
  const seconds = Number(values.seconds);
  const results: Record<string, unknown> = {};
  for (const [name, perMinute] of Object.entries(RATES)) {
    results[name] = await measure(perMinute / 60, seconds, !values['no-desk']);
  }
  return results;
}

async function measure(perSecond: number, seconds: number, withDesk: boolean): Promise<Record<string, unknown>> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-latency-'));
  const hub = await createHub({ port: PORT, store: { data }, demo: true });
  const ending = new AbortController();
  let desk: WatchedDesk | undefined;
  try {
    const impacted = new SystemClient(hub.url, IMPACTED, ending.signal);
    const network = girondeNetwork();
    const lines = await linesUnderJobs(hub.url, network, Math.round(perSecond * seconds), ending.signal);
    desk = withDesk ? await watchedDesk(hub.url, SUPERVISOR) : undefined;
    const standing = await desk?.begin();
    const seenAt = new Map<string, number>();
    const socket = await follow(hub.url, impacted, (frame) => {
      const now = Date.now();
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
      neverSeen: sent.size - seen.length,
      sentToFrameMs: percentiles(since(({ sentAt }) => sentAt)),
      acceptedToFrameMs: percentiles(since(({ acceptedAt }) => acceptedAt)),
      ...(desk && standing && drawn(lines, sent, await paintedAll(desk, standing.base + pmsOf(lines)), standing.base)),
    };
  } finally {
    ending.abort();
    await desk?.close();
    await hub.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** What was painted, once the counters reached `count` or nothing more is expected. */
async function paintedAll(desk: WatchedDesk, count: number): Promise<readonly Painted[]> {
  for (const until = Date.now() + GRACE_MS; ; ) {
    const painted = await desk.painted();
    if (Date.now() > until || (painted.at(-1)?.count ?? 0) >= count) return painted;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const pmsOf = (lines: readonly Target[]): number => new Set(lines.map(({ pmRef }) => pmRef)).size;

/** The n-th outage opened was drawn when the counters first said n more than before. */
function drawn(
  lines: readonly Target[],
  sent: ReadonlyMap<string, Sent>,
  painted: readonly Painted[],
  base: number,
): Record<string, unknown> {
  const opened = new Set<string>();
  const times = lines.flatMap(({ pmRef, ptoRef }) => {
    const time = opened.has(pmRef) ? undefined : sent.get(ptoRef);
    if (time !== undefined) opened.add(pmRef);
    return time === undefined ? [] : [time];
  });
  let reached = 0;
  const since = (pick: (time: Sent) => number): number[] => {
    const sorted = times.map(pick).sort((a, b) => a - b);
    reached = 0;
    return sorted
      .flatMap((start, n) => {
        const at = painted.find(({ count }) => count >= base + n + 1)?.at;
        if (at !== undefined) reached += 1;
        return at === undefined ? [] : [at - start];
      })
      .sort((a, b) => a - b);
  };
  return {
    outagesOpened: opened.size,
    sentToDrawnMs: percentiles(since(({ sentAt }) => sentAt)),
    acceptedToDrawnMs: percentiles(since(({ acceptedAt }) => acceptedAt)),
    neverDrawn: opened.size - reached,
  };
}

interface Sent {
  readonly sentAt: number;
  readonly acceptedAt: number;
}
interface Target {
  readonly pmRef: string;
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
    // At most half of a PM's lines: all of them at once would be a PON's failure.
    const cut = lines.filter((_, i) => i % 2 === 0).slice(0, LINES_A_PM);
    byPm.push(cut.map(({ line }) => ({ ...line, pmRef: pm.pmRef })));
    found += cut.length;
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
    const sentAt = Date.now();
    batches.push(
      client.send(calls.alarms.method, calls.alarms.path, alarms).then((reply) => {
        if (reply.status >= 400) throw new Error(`alarms refused: ${reply.status} ${JSON.stringify(reply.body)}`);
        const acceptedAt = Date.now();
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
