import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calls, listOf } from '@shared/contract/http';
import { type Intervention, intervention } from '@shared/domain/intervention';
import { type Outage, outage } from '@shared/domain/outage';
import type { z } from 'zod';
import { createHub } from '../src-hub/hub';
import { nominalRates } from '../src-sim/day/rates';
import { girondeNetwork } from '../src-sim/gironde';
import { LockstepPace } from '../src-sim/run/pace';
import { Simulation } from '../src-sim/run/simulation';
import type { Site } from '../src-sim/run/site';
import type { TruthRow } from '../src-sim/truth';
import type { SystemClient } from '../src-sim/wire/client';
import { doPaths } from '../src-sim/wire/messages';
import type { DayRecord } from './score';

const HOUR = 3_600_000;
/** The working day, and the evening until the last jobs are closed. */
const PLAYED_MS = 18 * HOUR;
const BEGINS_AT = Date.parse('2025-11-24T06:30:00.000Z');
const BATCH_AFTER_MS = 400;
const LOOK_AFTER_MS = 5_000;
const INFRA_OPERATORS = ['FTEL', 'GTHD'];

/**
 * One day in lockstep: a hub of its own on a fresh database, whose clock moves only when everything due has been done.
 * All traffic is HTTP on loopback.
 */
export async function playDay(seed: number, jobsPerDay: number, port: number): Promise<DayRecord> {
  const data = mkdtempSync(join(tmpdir(), 'vigie-impact-'));
  let now = BEGINS_AT;
  const hub = await createHub({ port, store: { data }, demo: true, clock: { now: () => now } });
  const ending = new AbortController();
  const truth: TruthRow[] = [];
  try {
    const pace = new LockstepPace(BEGINS_AT, async (toMs) => {
      now = toMs;
      await hub.idle();
    });
    const simulation: Simulation = new Simulation({
      hub: hub.url,
      network: girondeNetwork(),
      seed,
      rates: nominalRates,
      jobsPerDay,
      tag: `S${seed}`,
      startsAt: 0,
      days: 1,
      pace,
      truth: { write: (row) => truth.push(row), close: () => {} },
      batchAfterMs: BATCH_AFTER_MS,
      signal: ending.signal,
      onAwaiting: (site) => look(site, simulation, pace),
      log: (event, detail) => process.stderr.write(`${JSON.stringify({ event, seed, ...detail })}\n`),
    });
    simulation.begin();
    await pace.run(simulation.agenda, PLAYED_MS);
    const interventions: Intervention[] = [];
    const outages: Outage[] = [];
    for (const code of INFRA_OPERATORS) {
      const client = clientOf(simulation, code);
      interventions.push(
        ...(await everything(client, calls.interventions.path, intervention)).filter(
          (job) => job.infraOperatorCode === code,
        ),
      );
      outages.push(...(await everything(client, calls.outages.path, outage)).filter((one) => one.relation === 'infra'));
    }
    return { truth, interventions, outages };
  } finally {
    ending.abort();
    await hub.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Looks for the answers to a test until they are there: in lockstep nothing may come by itself. */
function look(site: Site, simulation: Simulation, pace: LockstepPace): void {
  simulation.agenda.add(pace.now() + LOOK_AFTER_MS, async () => {
    if (!site.isAwaiting || site.infraRef === undefined) return;
    const client = clientOf(simulation, site.plan.orderingOperatorCode);
    const path = calls.intervention.path.replace(':id', encodeURIComponent(site.infraRef));
    const reply = await client.send(calls.intervention.method, path);
    if (reply.status !== 200) throw new Error(`${doPaths.test}: no intervention ${site.infraRef}: ${reply.status}`);
    await site.hear(intervention.parse(reply.body));
    if (site.isAwaiting) look(site, simulation, pace);
  });
}

/** Every page of a list. */
async function everything<T extends z.ZodType>(client: SystemClient, path: string, item: T): Promise<z.infer<T>[]> {
  const all: z.infer<T>[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? '?limit=1000' : `?limit=1000&cursor=${encodeURIComponent(cursor)}`;
    const reply = await client.send('GET', path + query);
    const page = listOf(item).parse(reply.body);
    all.push(...(page.items as z.infer<T>[]));
    cursor = page.nextCursor;
  }
  return all;
}

function clientOf(simulation: Simulation, code: string): SystemClient {
  const client = simulation.clients.get(code);
  if (client === undefined) throw new RangeError(`no system for ${code}`);
  return client;
}
