import type { Alarm } from '@shared/domain/alarm';
import { planFaults } from '../day/faults';
import { jobsPerDayOf, planJobs } from '../day/jobs';
import { lineAt, type Network, ponOf } from '../day/network';
import { alarmsOfLoss, boxStartedAt } from '../day/olt';
import { type CutPlan, DAY_MS, type FaultPlan, type JobPlan, type LineAt } from '../day/plan';
import { type Loss, Plant, type PlantChange } from '../day/plant';
import type { Rates } from '../day/rates';
import { hashOf, lognormal, streamOf } from '../day/streams';
import type { TruthLog } from '../truth';
import type { Agenda } from './agenda';
import type { Pace } from './pace';

/** What the play does to the world outside. */
export interface Outside {
  alarm(operatorCode: string, alarm: Alarm): void;
  startJob(plan: JobPlan): Promise<void>;
  readonly truth: TruthLog;
}

export interface PlayOptions {
  readonly network: Network;
  readonly seed: number;
  readonly rates: Rates;
  /** Undefined: by the size of the network. */
  readonly jobsPerDay: number | undefined;
  /** Marks references and notification ids, so that two runs against one hub don't meet. */
  readonly tag: string;
  /** How many days to plan; undefined: one after the other for ever. */
  readonly days?: number;
  /** Simulated instant of the beginning: what was over by then is left out. */
  readonly startsAt: number;
  readonly agenda: Agenda;
  readonly pace: Pace;
  readonly outside: Outside;
}

interface Standing {
  readonly alarms: Alarm[];
  readonly lostAt: number;
  over: boolean;
}

/** Lines as OLTs see them come and go, cuts and faults as planned, and the record of the truth. */
export class Play {
  readonly #options: PlayOptions;
  readonly #plant: Plant;
  readonly #standing = new Map<string, Standing>();
  readonly #lossCounts = new Map<string, number>();
  readonly #jobs = new Map<number, JobPlan>();
  /** Lines cut by technicians so far. */
  cutCount = 0;

  constructor(options: PlayOptions) {
    this.#options = options;
    this.#plant = new Plant((change) => this.#onPlantChange(change));
  }

  get downCount(): number {
    return this.#plant.downCount;
  }

  /** Plans day after day, each one just before it begins. */
  begin(): void {
    const firstDay = Math.floor(this.#options.startsAt / DAY_MS);
    this.#enterDay(firstDay, Number.NEGATIVE_INFINITY);
  }

  #enterDay(day: number, enteredAt: number): void {
    const { network, seed, rates, jobsPerDay, startsAt, agenda, days } = this.#options;
    if (days !== undefined && day >= days) return;
    for (const fault of planFaults(network, seed, day, rates.faults)) {
      if (fault.endsAt > startsAt) this.#enterFault(fault);
    }
    const count = jobsPerDay ?? jobsPerDayOf(network, rates.jobs);
    for (const job of planJobs(network, seed, day, count, rates)) {
      if (job.workEndsAt > startsAt) this.enterJob(job, enteredAt);
    }
    const eve = (day + 1) * DAY_MS - 60_000;
    agenda.add(eve, () => this.#enterDay(day + 1, eve));
  }

  /** A job that is to come; what it needs before is told from `enteredAt` on. */
  enterJob(job: JobPlan, enteredAt: number): void {
    const { agenda, startsAt, outside } = this.#options;
    this.#jobs.set(job.key, job);
    if (job.ownLineDownSince !== null) {
      const loss: Loss = { at: Math.max(enteredAt, job.ownLineDownSince), cause: 'OTHER', jobKey: null };
      agenda.add(Math.max(startsAt, Math.min(loss.at, job.startsAt)), () => {
        this.#plant.lose(job.workplace, loss);
      });
      this.#at(job.workEndsAt - 5 * 60_000, (at) => this.#plant.restore(job.workplace, loss, at));
    }
    // Those under way when we begin are declared over the first two minutes of simulated time.
    const isUnderWay = job.startsAt < startsAt;
    const startAt = isUnderWay ? startsAt + 30_000 + (job.key % 90) * 1_000 : job.startsAt;
    agenda.add(startAt, () => outside.startJob(job));
  }

  /** A technician's cut, and what becomes of it if nobody lets him repair it. */
  cut(job: JobPlan, cut: CutPlan, at: number): void {
    const { seed, rates } = this.#options;
    cut.lines.forEach((place, i) => {
      // The cords of a module do not leave their sockets at one instant.
      const lostAt = at + Math.round(streamOf(seed, 'repair', job.key, i).float() * (i === 0 ? 0 : 1_200));
      const loss: Loss = { at: lostAt, cause: cut.cause, jobKey: job.key };
      this.#at(lostAt, () => {
        if (!this.#plant.lose(place, loss)) return;
        this.cutCount += 1;
        if (cut.putBackAfterMs !== null) {
          this.#at(lostAt + cut.putBackAfterMs, (now) => this.#plant.restore(place, loss, now));
        }
        const wait = lognormal(streamOf(seed, 'ownRepair', job.key), rates.cuts.ownRepairMedianMs, 0.5);
        this.#at(lostAt + wait, (now) => this.#plant.restore(place, loss, now));
      });
    });
  }

  /** Puts a line back with one's hands, if it is down by somebody's hands; false: nothing to be done here. */
  putBack(place: LineAt, at: number): boolean {
    const loss = this.#plant.lossOf(place);
    return loss?.jobKey !== undefined && loss.jobKey !== null && this.#plant.restore(place, loss, at);
  }

  #enterFault(fault: FaultPlan): void {
    if (fault.kind === 'flapping') {
      const place = fault.lines[0];
      for (const { at, lastsMs } of fault.cuts) if (place) this.#blackout([place], at, at + lastsMs, 'OTHER');
      return;
    }
    if (fault.kind === 'pon-failure') this.#enterPonFailure(fault);
    else this.#blackout(fault.lines, fault.at, fault.endsAt, fault.kind === 'power-off' ? 'POWER' : 'OTHER');
  }

  #enterPonFailure(fault: Extract<FaultPlan, { kind: 'pon-failure' }>): void {
    const { agenda, startsAt, network, outside, pace, tag } = this.#options;
    agenda.add(Math.max(startsAt, fault.at), () => {
      const { operatorCode, line } = lineAt(network, fault.near);
      const alarm: Alarm = {
        notificationId: `${tag}-pon-${fault.key}`,
        kind: 'LOS',
        ponPath: line.ponPath,
        raisedAt: pace.stamp(fault.at + 200),
      };
      outside.alarm(operatorCode, alarm);
      const lines = ponOf(network, fault.near);
      this.#blackout(lines, fault.at, fault.endsAt, 'PON');
      this.#at(fault.endsAt, (at) => outside.alarm(operatorCode, { ...alarm, clearedAt: pace.stamp(at + 300) }));
    });
  }

  /** Lines without light from one instant to another. */
  #blackout(lines: readonly LineAt[], from: number, to: number, cause: 'POWER' | 'PON' | 'OTHER'): void {
    if (to <= this.#options.startsAt) return;
    const loss: Loss = { at: from, cause, jobKey: null };
    this.#options.agenda.add(Math.max(this.#options.startsAt, from), () => {
      for (const place of lines) {
        if (this.#plant.lose(place, loss)) this.#at(to, (at) => this.#plant.restore(place, loss, at));
      }
    });
  }

  #at(at: number, happens: (at: number) => void): void {
    this.#options.agenda.add(at, () => happens(at));
  }

  #onPlantChange(change: PlantChange): void {
    const { network, pace, outside } = this.#options;
    const { operatorCode, line } = lineAt(network, change.place);
    const job = change.jobKey === null ? undefined : this.#jobs.get(change.jobKey);
    outside.truth.write({
      at: pace.stamp(change.at),
      kind: change.kind,
      ptoRef: line.ptoRef,
      impactedOperatorCode: operatorCode,
      pmRef: line.pmRef,
      cause: change.cause,
      orderingRef: job === undefined ? null : orderingRefOf(this.#options.tag, job),
      orderingOperatorCode: job?.orderingOperatorCode ?? null,
    });
    if (change.kind === 'cut') this.#raise(change);
    else this.#clear(change);
  }

  #raise({ place, at, cause }: PlantChange): void {
    const { network, seed, rates, agenda, pace, outside, tag, startsAt } = this.#options;
    const { operatorCode, line } = lineAt(network, place);
    const nth = (this.#lossCounts.get(line.ptoRef) ?? 0) + 1;
    this.#lossCounts.set(line.ptoRef, nth);
    const standing: Standing = { alarms: [], lostAt: at, over: false };
    this.#standing.set(line.ptoRef, standing);
    const random = streamOf(seed, 'olt', hashOf(line.ptoRef), nth);
    alarmsOfLoss(cause, random, rates.olt, rates.faults).forEach(({ kind, afterMs }, i) => {
      agenda.add(Math.max(startsAt, at + afterMs), () => {
        if (standing.over) return;
        const alarm: Alarm = {
          notificationId: `${tag}-${line.ptoRef}-${nth}-${i}`,
          kind,
          ponPath: line.ponPath,
          ontNumber: line.ontNumber,
          raisedAt: pace.stamp(at + afterMs),
        };
        standing.alarms.push(alarm);
        outside.alarm(operatorCode, alarm);
      });
    });
  }

  #clear({ place, at, cause }: PlantChange): void {
    const { network, seed, rates, pace, outside } = this.#options;
    const { operatorCode, line } = lineAt(network, place);
    const standing = this.#standing.get(line.ptoRef);
    this.#standing.delete(line.ptoRef);
    if (standing === undefined) return;
    standing.over = true;
    const nth = this.#lossCounts.get(line.ptoRef) ?? 0;
    const { detectionMinMs, detectionMaxMs } = rates.olt;
    const seen = detectionMinMs + streamOf(seed, 'olt', hashOf(line.ptoRef), nth, 1).float() * detectionMaxMs;
    const clearedAt = Math.round(at + seen);
    const box = streamOf(seed, 'olt', hashOf(line.ptoRef), nth, 2);
    const startedAt = boxStartedAt({ cause, lostAt: standing.lostAt, backAt: clearedAt }, box, rates.olt);
    this.#at(clearedAt, () => {
      const cleared = {
        clearedAt: pace.stamp(clearedAt),
        ...(startedAt !== null && { ontUptimeS: uptimeAt(startedAt) }),
      };
      for (const alarm of standing.alarms) outside.alarm(operatorCode, { ...alarm, ...cleared });
    });
    /** Whole seconds of the hub's time, in which a day may run faster. */
    function uptimeAt(started: number): number {
      return Math.floor((Date.parse(pace.stamp(clearedAt)) - Date.parse(pace.stamp(started))) / 1_000);
    }
  }
}

/** The ordering operator's reference of a job. */
export function orderingRefOf(tag: string, job: JobPlan): string {
  return `${job.orderingOperatorCode}-${tag}-${String(job.key).padStart(5, '0')}`;
}
