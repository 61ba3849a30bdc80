import { randomUUID } from 'node:crypto';
import { MESSAGE } from '@shared/contract/lot2';
import type { Intervention, TestAnswer } from '@shared/domain/intervention';
import type { Line } from '@shared/domain/line';
import { OperatorClient } from './operator-client';
import type { PilotPm } from './pilot-places';
import { until } from './until';

const retailers = ['FTEL', 'BYTL', 'SFRA', 'FREE'] as const;
type Retailer = (typeof retailers)[number];

/**
 * The pilot played by hand: one job at a time, cuts where and when a test wants them, over the hub's public HTTP alone.
 * Every retailer's alarm source is kept alive, as real ones are.
 */
export class Pilot {
  private constructor(
    readonly hub: string,
    private readonly systems: ReadonlyMap<string, OperatorClient>,
    private readonly keepAlive: NodeJS.Timeout,
  ) {}

  static async begin(hub: string): Promise<Pilot> {
    const systems = new Map<string, OperatorClient>();
    for (const code of retailers) systems.set(code, await OperatorClient.system(hub, code));
    const beat = () => {
      for (const client of systems.values()) client.alarms([]).catch(() => {});
    };
    beat();
    return new Pilot(hub, systems, setInterval(beat, 1_000));
  }

  end(): void {
    clearInterval(this.keepAlive);
  }

  system(code: string): OperatorClient {
    const client = this.systems.get(code);
    if (client === undefined) throw new Error(`no system of ${code}`);
    return client;
  }

  /** M1: a technician of `orderingOperatorCode` starts a repair of one of its own lines at the PM. */
  async startJob(orderingOperatorCode: Retailer, place: PilotPm): Promise<PilotJob> {
    const job = new PilotJob(this, orderingOperatorCode, place);
    await job.start();
    return job;
  }

  /** Lines go dark one after the other, as patch cords do under a hand. Returns how to bring them back. */
  async cut(impactedOperatorCode: Retailer, lines: readonly Line[]): Promise<Cut> {
    const raised = lines.map((line, i) => ({
      notificationId: randomUUID(),
      kind: 'LOSI' as const,
      ponPath: line.ponPath,
      ontNumber: line.ontNumber,
      raisedAt: new Date(Date.now() - (lines.length - i) * 10).toISOString(),
    }));
    const client = this.system(impactedOperatorCode);
    await client.alarms(raised);
    return {
      at: Date.now(),
      restore: async () => {
        const clearedAt = new Date().toISOString();
        await client.alarms(raised.map((alarm) => ({ ...alarm, clearedAt })));
      },
    };
  }
}

export interface Cut {
  /** When the hub had accepted the alarms, by this machine's clock. */
  readonly at: number;
  restore(): Promise<void>;
}

/** A job as its ordering operator's system runs it. */
export class PilotJob {
  readonly orderingRef = `T-${randomUUID().slice(0, 18)}`;
  #infraRef = '';
  #startedAt = '';

  constructor(
    private readonly pilot: Pilot,
    readonly orderingOperatorCode: Retailer,
    readonly place: PilotPm,
  ) {}

  get infraRef(): string {
    return this.#infraRef;
  }

  async start(): Promise<void> {
    this.#startedAt = new Date().toISOString();
    const out = await this.#send<{ refIntervOI: string }>('POST', '/v2/interventions-do', {
      ...this.#common(),
      message: MESSAGE.start,
      nature: '4',
      elementReseau: 'PM',
      refPTO: this.place.own.ptoRef,
      refPBO: this.place.own.pboRef,
    });
    this.#infraRef = out.refIntervOI;
  }

  /** M3TX, then waits until every impacted operator has answered; gives their answers (M6TX). */
  async test(numeroTest: number): Promise<readonly TestAnswer[]> {
    await this.#send('POST', '/v2/interventions-do/test-intermediaire', {
      codeDO: this.orderingOperatorCode,
      codeOI: this.place.infraOperatorCode,
      dateTest: new Date().toISOString(),
      message: MESSAGE.test,
      natureTest: '1',
      numeroTest,
      refIntervDO: this.orderingRef,
      refIntervOI: this.#infraRef,
    });
    return until(`answers to test ${numeroTest}`, async () => {
      const job = await this.read();
      const answers = (job.answers ?? []).filter((answer) => answer.testNumber === numeroTest);
      return job.state === 'open' && answers.length > 0 ? answers : undefined;
    });
  }

  /** M3. */
  async end(): Promise<void> {
    await this.#send('PUT', '/v2/interventions-do', {
      ...this.#common(),
      message: MESSAGE.end,
      nature: '4',
      elementReseau: 'PM',
      dateFinIntervention: new Date().toISOString(),
    });
  }

  read(): Promise<Intervention> {
    return this.pilot.system(this.orderingOperatorCode).must('GET', `/api/interventions/${this.#infraRef}`);
  }

  #common() {
    return {
      codeDO: this.orderingOperatorCode,
      codeOI: this.place.infraOperatorCode,
      dateDebutIntervention: this.#startedAt,
      pointMutualisation: { refPM: this.place.pmRef, refPMTechnique: this.place.technicalPmRef },
      refIntervDO: this.orderingRef,
    };
  }

  #send<T = unknown>(method: 'POST' | 'PUT', path: string, body: object): Promise<T> {
    return this.pilot.system(this.orderingOperatorCode).must<T>(method, path, body);
  }
}
