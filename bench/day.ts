import { calls } from '@shared/contract/http';
import { intervention } from '@shared/domain/intervention';
import type { Network } from '../src-sim/day/network';
import { nominalRates, type Rates } from '../src-sim/day/rates';
import { LockstepPace } from '../src-sim/run/pace';
import { Simulation } from '../src-sim/run/simulation';
import type { Site } from '../src-sim/run/site';
import type { TruthRow } from '../src-sim/truth';
import type { Sender } from '../src-sim/wire/client';
import type { DayRecord } from './score';

const HOUR = 3_600_000;
/** The working day, and the evening until the last jobs are closed. */
const PLAYED_MS = 18 * HOUR;
/** 07:30 in Gironde. */
export const BEGINS_AT = Date.parse('2025-11-24T06:30:00.000Z');
const BATCH_AFTER_MS = 400;
const LOOK_AFTER_MS = 5_000;

/** A hub in lockstep: its clock moves when it is told to. */
export interface DayHub {
  readonly url: string;
  /** Where it is not reached at `url`. */
  senderOf?(operatorCode: string): Sender;
  /** Resolves when nothing is left to do at that instant, milliseconds since 1970. */
  advance(toMs: number): Promise<void>;
  /** What it tells the infrastructure operators. */
  record(): Promise<Omit<DayRecord, 'truth'>>;
  close(): Promise<void>;
}

export interface Day {
  readonly seed: number;
  readonly jobsPerDay: number;
  readonly network: Network;
  /** Default: as the day is. */
  readonly rates?: Rates;
  /** How much of the day and of its evening, in simulated milliseconds; default: until the last jobs are closed. */
  readonly playedMs?: number;
  /** Called at each full hour of simulated time. */
  readonly onHour?: (hour: number) => void;
}

/** One day in lockstep: nothing moves until the hub has done what is due. Closes the hub. */
export async function playDay(day: Day, hub: DayHub): Promise<DayRecord> {
  const ending = new AbortController();
  const truth: TruthRow[] = [];
  const senderOf = hub.senderOf?.bind(hub);
  let hours = 0;
  try {
    const pace = new LockstepPace(BEGINS_AT, async (toMs) => {
      for (; hours * HOUR < toMs - BEGINS_AT; hours += 1) day.onHour?.(hours);
      await hub.advance(toMs);
    });
    const simulation: Simulation = new Simulation({
      ...day,
      hub: hub.url,
      ...(senderOf !== undefined && { senderOf }),
      rates: day.rates ?? nominalRates,
      tag: `S${day.seed}`,
      startsAt: 0,
      days: 1,
      pace,
      truth: { write: (row) => truth.push(row), close: () => {} },
      batchAfterMs: BATCH_AFTER_MS,
      signal: ending.signal,
      onAwaiting: (site) => look(site, simulation, pace, senderOf),
      // Tests asked too early are refused as planned; any other refusal would spoil the figures.
      log: (event, detail) => {
        if (event !== 'test refused') throw new Error(`${event}: ${JSON.stringify(detail)}`);
      },
    });
    simulation.begin();
    await pace.run(simulation.agenda, day.playedMs ?? PLAYED_MS);
    return { truth, ...(await hub.record()) };
  } finally {
    ending.abort();
    await hub.close();
  }
}

/** Looks for the answers to a test until they are there: in lockstep nothing may come by itself. */
function look(site: Site, simulation: Simulation, pace: LockstepPace, senderOf: DayHub['senderOf']): void {
  simulation.agenda.add(pace.now() + LOOK_AFTER_MS, async () => {
    if (!site.isAwaiting || site.infraRef === undefined) return;
    const code = site.plan.orderingOperatorCode;
    const sender = senderOf?.(code) ?? simulation.clients.get(code);
    const path = calls.intervention.path.replace(':id', encodeURIComponent(site.infraRef));
    const reply = await sender?.send(calls.intervention.method, path);
    if (reply?.status !== 200) throw new Error(`no intervention ${site.infraRef}: ${reply?.status}`);
    site.hear(intervention.parse(reply.body));
    if (site.isAwaiting) look(site, simulation, pace, senderOf);
  });
}
