import { creerInterventionDO, demanderTestDO, modifierInterventionDO } from '@shared/contract/lot2';
import type { Alarm } from '@shared/domain/alarm';
import { foldAlarm, watchedAlarm } from '@shared/domain/impact/line-watch';
import type { Intervention } from '@shared/domain/intervention';
import type { Timings } from '@shared/domain/timings';
import type { z } from 'zod';
import type { Reply, Sender } from '../src-sim/wire/client';
import { doPaths } from '../src-sim/wire/messages';
import type { DayHub } from './day';
import type { Inventory } from './inventory';
import { answersOf, assessPm, type MemoryJob, type MemoryPm } from './memory-pm';
import type { DayRecord } from './score';

const INTERVENTION = /^GET \/api\/interventions\/(.+)$/;
const taken = (body: unknown): Reply => ({ status: 200, body });
const refused = (error: string): Reply => ({
  status: 400,
  body: { error, error_description: error, error_uri: '', error_parameters: [] },
});
const iso = (ms: number): string => new Date(ms).toISOString();

/**
 * The hub's rules without its database, for days by the dozen: the pure functions that the hub runs (`foldAlarm`,
 * `assess`, `changeOf`) on the scene that it would load, and as much of the protocol as technicians need to do their
 * work. That it says what the hub says is seen by playing a day both ways (`--through-hub`).
 */
export class MemoryHub implements DayHub {
  readonly url = 'http://memory.invalid';
  readonly #inventory: Inventory;
  readonly #timings: Timings;
  readonly #pms = new Map<string, MemoryPm>();
  readonly #jobs = new Map<string, MemoryJob>();
  #now: number;

  constructor(inventory: Inventory, timings: Timings, now: number) {
    this.#inventory = inventory;
    this.#timings = timings;
    this.#now = now;
  }

  senderOf(operatorCode: string): Sender {
    return { send: async (method, path, body) => this.#answer(operatorCode, `${method} ${path}`, body) };
  }

  /** Moves the clock; closing tests that have become due are answered. */
  async advance(toMs: number): Promise<void> {
    this.#now = toMs;
    for (const job of this.#jobs.values()) {
      if (job.endedAt === null || job.closedAt !== null || job.endedAt + this.#timings.closingDelayMs > toMs) continue;
      job.closedAt = toMs;
      this.#assess(this.#pmOf(job.pmRef));
    }
  }

  async record(): Promise<Omit<DayRecord, 'truth'>> {
    const jobs = [...this.#jobs.values()];
    const outages = jobs.flatMap(({ infraRef, outages }) =>
      [...outages.values()].flatMap(({ attribution, lines }) =>
        attribution === null ? [] : [{ infraRef, attribution, lines }],
      ),
    );
    return {
      interventions: jobs.map((job) => ({
        ...job,
        startedAt: iso(job.startedAt),
        endedAt: job.endedAt === null ? null : iso(job.endedAt),
      })),
      outages,
    };
  }

  async close(): Promise<void> {}

  #answer(operatorCode: string, call: string, body: unknown): Reply {
    switch (call) {
      case 'POST /api/alarms':
        return this.#hearAlarms(operatorCode, body as readonly Alarm[]);
      case `POST ${doPaths.job}`:
        return this.#start(creerInterventionDO.parse(body));
      case `POST ${doPaths.test}`:
        return this.#test(demanderTestDO.parse(body));
      case `PUT ${doPaths.job}`:
        return this.#end(modifierInterventionDO.parse(body));
      case `POST ${doPaths.report}`:
        return taken({ code: 0 });
      default:
        return taken(documentOf(this.#jobOf(decodeURIComponent(INTERVENTION.exec(call)?.[1] ?? ''))));
    }
  }

  #hearAlarms(operatorCode: string, alarms: readonly Alarm[]): Reply {
    const touched = new Set<MemoryPm>();
    for (const alarm of alarms) {
      const told = watchedAlarm(alarm);
      for (const line of this.#inventory.linesOf(operatorCode, alarm)) {
        const pm = this.#pmOf(line.pmRef);
        const known = pm.watches.get(line);
        const watch = foldAlarm(known, told, this.#now, this.#timings);
        if (watch === known) continue;
        pm.watches.set(line, watch);
        touched.add(pm);
      }
    }
    for (const pm of touched) this.#assess(pm);
    return taken({ received: alarms.length, accepted: alarms.length, duplicates: 0 });
  }

  #start(m1: z.infer<typeof creerInterventionDO>): Reply {
    const infraRef = `OI-${m1.refIntervDO}`;
    const { refPM: pmRef } = m1.pointMutualisation;
    if (!this.#jobs.has(infraRef)) {
      const pm = this.#pmOf(pmRef);
      const startedAt = Date.parse(m1.dateDebutIntervention);
      const job: MemoryJob = {
        infraRef,
        infraOperatorCode: m1.codeOI,
        orderingOperatorCode: m1.codeDO,
        orderingRef: m1.refIntervDO,
        pmRef,
        nature: m1.nature,
        place: this.#inventory.placeOf({ pmRef, ptoRef: m1.refPTO, pboRef: m1.refPBO }),
        startedAt,
        endedAt: null,
        closedAt: null,
        tests: [],
        outages: new Map(),
        answers: [],
      };
      this.#jobs.set(infraRef, job);
      pm.jobs.push(job);
      this.#assess(pm);
    }
    return taken({ code: 0, refIntervDO: m1.refIntervDO, refIntervOI: infraRef });
  }

  #test(m3tx: z.infer<typeof demanderTestDO>): Reply {
    const job = this.#jobOf(m3tx.refIntervOI);
    if (m3tx.numeroTest <= job.tests.length) return refused('TEST_PRECEDENT_DEJA_EMIS');
    const last = job.tests.at(-1) ?? Number.NEGATIVE_INFINITY;
    if (job.endedAt !== null || this.#now - last < this.#timings.testSpacingMs) return refused('INCOHERENCE');
    job.tests.push(this.#now);
    job.answers = answersOf(job, this.#now);
    return taken({ code: 0, numeroTest: m3tx.numeroTest, refIntervDO: job.orderingRef, refIntervOI: job.infraRef });
  }

  #end(m3: z.infer<typeof modifierInterventionDO>): Reply {
    const job = this.#jobOf(`OI-${m3.refIntervDO}`);
    job.endedAt = Date.parse(m3.dateFinIntervention);
    this.#assess(this.#pmOf(job.pmRef));
    return taken({ code: 0, refIntervDO: job.orderingRef, refIntervOI: job.infraRef });
  }

  #assess(pm: MemoryPm): void {
    assessPm(pm, this.#inventory, this.#timings);
  }

  #pmOf(pmRef: string): MemoryPm {
    const pm = this.#pms.get(pmRef) ?? { pmRef, jobs: [], watches: new Map() };
    this.#pms.set(pmRef, pm);
    return pm;
  }

  #jobOf(infraRef: string): MemoryJob {
    const job = this.#jobs.get(infraRef);
    if (job === undefined) throw new RangeError(`no job ${infraRef}`);
    return job;
  }
}

/** What its ordering operator reads of a job. */
function documentOf(job: MemoryJob): Intervention {
  return {
    infraRef: job.infraRef,
    infraOperatorCode: job.infraOperatorCode,
    pmRef: job.pmRef,
    nature: job.nature,
    natureFamily: 'unknown',
    state: 'open',
    startedAt: iso(job.startedAt),
    endedAt: null,
    testCount: job.tests.length,
    concurrent: false,
    answers: [...job.answers],
  };
}
