import type { OperatorCode } from '@shared/domain/codes';
import type { Intervention } from '@shared/domain/intervention';
import type { Line } from '@shared/domain/line';
import type { Network } from '../../src-sim/day/network';
import { nominalRates, type Rates } from '../../src-sim/day/rates';
import { girondeNetwork } from '../../src-sim/gironde';
import { playInRealTime } from '../../src-sim/run/live';
import { RealPace } from '../../src-sim/run/pace';
import { orderingRefOf } from '../../src-sim/run/play';
import { Simulation } from '../../src-sim/run/simulation';
import type { TruthRow } from '../../src-sim/truth';
import { OperatorClient } from './operator-client';
import type { PilotPm } from './pilot-places';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The street as it is, but for its chances: a repair takes a minute and succeeds, nobody else comes for lines left down. */
const rates: Rates = {
  ...nominalRates,
  tests: { ...nominalRates.tests, repairMedianMs: MINUTE, failedRepairShare: 0 },
  cuts: { ...nominalRates.cuts, ownRepairMedianMs: 1_000 * MINUTE },
};

/** A job that was sent, and what its technician cuts there. */
export interface SentJob {
  readonly orderingOperatorCode: OperatorCode;
  readonly orderingRef: string;
  readonly place: PilotPm;
  readonly cut: readonly Line[];
}

/**
 * Technicians, systems and equipment of the simulation with no day of their own: a job happens where and when a test
 * sends one. What they do then is theirs: they ask, read the answers and repair or leave, over the hub's public HTTP and
 * sockets. All alarm sources are heard meanwhile.
 */
export class Crew {
  readonly #network: Network = girondeNetwork();
  readonly #ending = new AbortController();
  readonly #tag = Date.now().toString(36).toUpperCase();
  readonly #truth: TruthRow[] = [];
  readonly #failures: string[] = [];
  readonly #pace: RealPace;
  readonly #simulation: Simulation;
  readonly #playing: Promise<void>;
  #sent = 0;

  /** @param speed as that of the hub: technicians know its delays */
  constructor(
    readonly hub: string,
    speed: number,
  ) {
    this.#pace = new RealPace(0, speed);
    this.#simulation = new Simulation({
      hub,
      network: this.#network,
      seed: 1,
      rates,
      jobsPerDay: 0,
      days: 0,
      tag: this.#tag,
      startsAt: 0,
      pace: this.#pace,
      truth: { write: (row) => this.#truth.push(row), close: () => {} },
      signal: this.#ending.signal,
      onAwaiting: () => {},
      log: (event, detail) => this.#failures.push(`${event} ${JSON.stringify(detail)}`),
    });
    this.#playing = playInRealTime(this.#simulation, this.#pace, hub, this.#ending.signal, (error) =>
      this.#failures.push(error),
    );
  }

  /** A technician goes to repair the line of his operator's customer there, and tears the cords of `cut` meanwhile. */
  send(orderingOperatorCode: OperatorCode, place: PilotPm, cut: readonly Line[]): SentJob {
    const pmIndex = this.#network.pms.findIndex(({ pmRef }) => pmRef === place.pmRef);
    const lines = this.#network.linesOf(pmIndex);
    const at = ({ ptoRef }: Line) => ({ pmIndex, index: lines.findIndex(({ line }) => line.ptoRef === ptoRef) });
    const now = this.#pace.now();
    const plan = {
      key: ++this.#sent,
      orderingOperatorCode,
      infraOperatorCode: place.infraOperatorCode,
      pmIndex,
      nature: '4',
      startsAt: now,
      workEndsAt: now + MINUTE,
      workplace: at(place.own),
      names: 'pto' as const,
      ownLineDownSince: null,
      cuts: [{ at: now + 5 * SECOND, cause: 'PATCH' as const, lines: cut.map(at), putBackAfterMs: null }],
      repeatsStart: false,
      asksTooEarly: false,
    };
    this.#simulation.send(plan);
    return { orderingOperatorCode, orderingRef: orderingRefOf(this.#tag, plan), place, cut };
  }

  /** The job as its ordering operator's system may read it, answers (M6TX) included; undefined: not declared yet. */
  async read({ orderingOperatorCode, orderingRef }: SentJob): Promise<Intervention | undefined> {
    const system = await OperatorClient.system(this.hub, orderingOperatorCode);
    const { items } = await system.must<{ items: Intervention[] }>('GET', '/api/interventions?limit=1000');
    return items.find((job) => job.orderingRef === orderingRef);
  }

  /** Sockets of the lines that hands put back at this job, as it truly happened. */
  putBack({ orderingRef }: SentJob): readonly string[] {
    return this.#truth
      .filter((row) => row.kind === 'restored' && row.orderingRef === orderingRef)
      .map(({ ptoRef }) => ptoRef);
  }

  /** What went wrong on the way, in words; nothing, mostly. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Everybody goes home: alarm sources fall silent. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#playing;
  }
}
