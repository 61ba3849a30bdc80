import { calls } from '@shared/contract/http';
import { demoOperators, demoRetailers } from '@shared/demo/operators';
import type { Intervention } from '@shared/domain/intervention';
import type { Network } from '../day/network';
import type { JobPlan } from '../day/plan';
import type { Rates } from '../day/rates';
import { hashOf, streamOf } from '../day/streams';
import type { TruthLog } from '../truth';
import { AlarmQueue } from '../wire/alarms';
import { type Sender, SystemClient } from '../wire/client';
import { Agenda } from './agenda';
import type { Pace } from './pace';
import { Play } from './play';
import { Site } from './site';

export interface SimulationOptions {
  readonly hub: string;
  /** Where messages go instead of to `hub`: for a driver that has no hub and answers itself. */
  readonly senderOf?: (operatorCode: string) => Sender;
  readonly network: Network;
  readonly seed: number;
  readonly rates: Rates;
  readonly jobsPerDay: number | undefined;
  readonly tag: string;
  readonly startsAt: number;
  readonly days?: number;
  readonly pace: Pace;
  readonly truth: TruthLog;
  /** Lockstep: alarms leave this long after they were raised, in simulated milliseconds. Else `flushAlarms` sends. */
  readonly batchAfterMs?: number;
  readonly signal: AbortSignal;
  /** Called once a test was taken; the answers are to reach `hear`. */
  readonly onAwaiting: (site: Site) => void;
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void;
}

export interface Progress {
  readonly openJobs: number;
  readonly startedJobs: number;
  readonly endedJobs: number;
  readonly cutLines: number;
  readonly linesDown: number;
  readonly alarms: number;
}

/** The operators that we don't have, all together: their systems, their OLTs and their technicians. */
export class Simulation {
  readonly agenda = new Agenda();
  readonly clients: ReadonlyMap<string, SystemClient>;
  readonly #options: SimulationOptions;
  readonly #queues: ReadonlyMap<string, AlarmQueue>;
  readonly #play: Play;
  readonly #sites = new Set<Site>();
  #started = 0;
  #alarms = 0;
  #isBatchDue = false;

  constructor(options: SimulationOptions) {
    this.#options = options;
    const { hub, signal, seed, rates } = options;
    this.clients = new Map(demoOperators.map(({ code }) => [code, new SystemClient(hub, code, signal)]));
    this.#queues = new Map(
      demoRetailers.map(({ code }) => [
        code,
        new AlarmQueue({
          send: (path, body) => this.#clientOf(code).send(calls.alarms.method, path, body),
          random: streamOf(seed, 'duplicates', hashOf(code)),
          duplicateShare: rates.olt.duplicateShare,
          onRefused: (reply, alarms) => options.log('alarms refused', { code, body: reply.body, count: alarms.length }),
        }),
      ]),
    );
    this.#play = new Play({
      ...options,
      agenda: this.agenda,
      outside: {
        truth: options.truth,
        alarm: (operatorCode, alarm) => {
          this.#alarms += 1;
          this.#queues.get(operatorCode)?.add(alarm);
          this.#scheduleBatch();
        },
        startJob: (plan) => this.#startJob(plan),
      },
    });
  }

  begin(): void {
    this.#play.begin();
  }

  /** One job beside those that the days hold: a technician like all others goes there at `plan.startsAt`. */
  send(plan: JobPlan): void {
    this.#play.enterJob(plan, this.#options.pace.now());
  }

  /** Sends the alarms that wait; with real milliseconds, an empty batch where none left for a second. */
  async flushAlarms(nowMs: number | null): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.flush(nowMs)));
  }

  /** A document of the hub's about some job: to the technician whose job it is. */
  hear(intervention: Intervention): void {
    for (const site of this.#sites) {
      if (site.infraRef === intervention.infraRef) site.hear(intervention);
    }
  }

  get progress(): Progress {
    return {
      openJobs: this.#sites.size,
      startedJobs: this.#started,
      endedJobs: this.#started - this.#sites.size,
      cutLines: this.#play.cutCount,
      linesDown: this.#play.downCount,
      alarms: this.#alarms,
    };
  }

  #scheduleBatch(): void {
    const { batchAfterMs, pace } = this.#options;
    if (batchAfterMs === undefined || this.#isBatchDue) return;
    this.#isBatchDue = true;
    this.agenda.add(pace.now() + batchAfterMs, async () => {
      this.#isBatchDue = false;
      await this.flushAlarms(null);
    });
  }

  #startJob(plan: JobPlan): Promise<void> {
    this.#started += 1;
    const site = new Site(plan, {
      ...this.#options,
      agenda: this.agenda,
      play: this.#play,
      client: this.#clientOf(plan.orderingOperatorCode),
      onGone: (gone) => this.#sites.delete(gone),
    });
    this.#sites.add(site);
    return site.arrive();
  }

  #clientOf(code: string): Sender {
    const client = this.#options.senderOf?.(code) ?? this.clients.get(code);
    if (client === undefined) throw new RangeError(`no system for ${code}`);
    return client;
  }
}
