import type { Intervention, TestAnswer } from '@shared/domain/intervention';
import { lineAt, type Network } from '../day/network';
import type { JobPlan } from '../day/plan';
import type { Rates } from '../day/rates';
import { hashOf, lognormal, streamOf } from '../day/streams';
import { type Act, type Foreign, type Happening, step, type Technician } from '../day/technician';
import type { Sender } from '../wire/client';
import { doPaths, endOf, errorIn, infraRefIn, type JobFacts, reportOf, startOf, testOf } from '../wire/messages';
import type { Agenda } from './agenda';
import type { Pace } from './pace';
import { orderingRefOf, type Play } from './play';

export interface SiteSurroundings {
  readonly network: Network;
  readonly seed: number;
  readonly rates: Rates;
  readonly tag: string;
  readonly agenda: Agenda;
  readonly pace: Pace;
  readonly play: Play;
  readonly client: Sender;
  /** Asked once the hub took a test: see to it that the answers come back by `Site.hear`. */
  readonly onAwaiting: (site: Site) => void;
  readonly onGone: (site: Site) => void;
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void;
}

/** One job while it lasts: the technician's decisions carried out, on the plant and towards the hub. */
export class Site {
  readonly plan: JobPlan;
  readonly #in: SiteSurroundings;
  readonly #facts: JobFacts;
  #technician: Technician = { phase: 'on-the-way' };
  #lastTestAt = Number.NEGATIVE_INFINITY;
  /** Last heard of the job: it may come before the test is known to be taken. */
  #told: Intervention | undefined;
  /** To the test that he awaits. */
  #answers: readonly TestAnswer[] = [];
  /** Kept beyond the technician's stay: the report is written when he has gone. */
  #infraRef: string | undefined;

  constructor(plan: JobPlan, surroundings: SiteSurroundings) {
    this.plan = plan;
    this.#in = surroundings;
    this.#facts = factsOf(plan, surroundings);
  }

  get infraRef(): string | undefined {
    return this.#infraRef;
  }

  get isAwaiting(): boolean {
    return this.#technician.phase === 'awaiting';
  }

  arrive(): Promise<void> {
    return this.#happens({ kind: 'arrived' });
  }

  /**
   * What the hub tells of this job. Each operator's answer (M6TX) comes by itself, after the state says that the test is
   * over or before: he acts on them once that state has passed and no other answer came for a while.
   */
  hear(intervention: Intervention): void {
    this.#told = intervention;
    if (this.#technician.phase !== 'awaiting') return;
    const { testNumber } = this.#technician;
    if (intervention.state === 'testing' || intervention.testCount < testNumber) return;
    const answers = (intervention.answers ?? []).filter((answer) => answer.testNumber === testNumber);
    if (answers.length === this.#answers.length) return;
    this.#answers = answers;
    const { agenda, pace, rates } = this.#in;
    agenda.add(pace.now() + rates.tests.readingMs, async () => {
      if (this.#answers === answers) await this.#happens({ kind: 'answered', testNumber, answers });
    });
  }

  async #happens(happening: Happening): Promise<void> {
    const { next, acts } = step(this.#technician, happening, this.plan);
    this.#technician = next;
    for (const act of acts) await this.#carryOut(act);
    if (next.phase === 'gone') this.#in.onGone(this);
  }

  async #carryOut(act: Act): Promise<void> {
    switch (act.kind) {
      case 'declare':
        return this.#declare();
      case 'work':
        return this.#work();
      case 'ask': {
        const { agenda, pace, rates } = this.#in;
        const earliest = act.spaced ? this.#lastTestAt + rates.tests.spacingMs : pace.now();
        agenda.add(Math.max(pace.now(), earliest), () => this.#ask(act.testNumber));
        return;
      }
      case 'await': {
        const { agenda, pace, rates } = this.#in;
        const { testNumber } = act;
        this.#answers = [];
        agenda.add(pace.now() + rates.tests.patienceMs, () => this.#happens({ kind: 'patience-over', testNumber }));
        if (this.#told !== undefined) this.hear(this.#told);
        this.#in.onAwaiting(this);
        return;
      }
      case 'repair':
        return this.#repair(act.lines);
      case 'end':
        return this.#end();
      case 'report': {
        if (act.repairs.length + act.left.length === 0 || this.#infraRef === undefined) return;
        await this.#in.client.send(
          'POST',
          doPaths.report,
          reportOf(this.#facts, this.#infraRef, act.repairs, act.left),
        );
        return;
      }
    }
  }

  async #declare(): Promise<void> {
    const reply = await this.#in.client.send('POST', doPaths.job, startOf(this.#facts));
    if (this.plan.repeatsStart) await this.#in.client.send('POST', doPaths.job, startOf(this.#facts));
    const infraRef = infraRefIn(reply);
    if (infraRef === undefined) return this.#turnedAway('M1', reply.body);
    this.#infraRef = infraRef;
    await this.#happens({ kind: 'declared', infraRef });
  }

  #work(): void {
    const { agenda, pace, play, rates } = this.#in;
    const now = pace.now();
    // Nobody touches the network before the hub has taken M1: a cut planned for meanwhile comes when he begins.
    for (const cut of this.plan.cuts) {
      if (cut.at < now - 120_000) continue;
      const at = Math.max(cut.at, now + 5_000);
      agenda.add(at, () => play.cut(this.plan, cut, at));
    }
    const doneAt = Math.max(now + 60_000, this.plan.workEndsAt) + rates.tests.firstDelayMs;
    agenda.add(doneAt, () => this.#happens({ kind: 'work-done' }));
  }

  async #ask(testNumber: number): Promise<void> {
    const { client, pace } = this.#in;
    if (this.#infraRef === undefined) return;
    const askedAt = pace.now();
    const body = testOf(this.#facts, this.#infraRef, testNumber, pace.stamp(askedAt));
    const reply = await client.send('POST', doPaths.test, body);
    if (reply.status === 200) {
      this.#lastTestAt = askedAt;
      return this.#happens({ kind: 'test-taken', testNumber });
    }
    const error = errorIn(reply);
    this.#in.log('test refused', { orderingRef: this.#facts.orderingRef, testNumber, error });
    this.#lastTestAt = Math.max(this.#lastTestAt, askedAt - this.#in.rates.tests.spacingMs / 2);
    return this.#happens({ kind: 'test-refused', testNumber, error });
  }

  /** One line after the other; those that were not torn by anybody's hands can't be put back here. */
  #repair(lines: readonly Foreign[]): void {
    const { agenda, pace, play, network, rates, seed } = this.#in;
    const places = network.linesOf(this.plan.pmIndex);
    let at = pace.now();
    const repairs = lines.map((foreign) => {
      const random = streamOf(seed, 'repair', this.plan.key, hashOf(foreign.ptoRef));
      at += lognormal(random, rates.tests.repairMedianMs, 0.5) / Math.sqrt(lines.length);
      return { foreign, doneAt: Math.round(at), fails: random.chance(rates.tests.failedRepairShare) };
    });
    const results: { ptoRef: string; operatorCode: string; done: boolean }[] = [];
    for (const { foreign, doneAt, fails } of repairs) {
      agenda.add(doneAt, () => {
        const index = places.findIndex(({ line }) => line.ptoRef === foreign.ptoRef);
        const done = !fails && index >= 0 && play.putBack({ pmIndex: this.plan.pmIndex, index }, doneAt);
        results.push({ ...foreign, done });
      });
    }
    agenda.add(Math.round(at) + 30_000, () => this.#happens({ kind: 'repaired', repairs: results }));
  }

  async #end(): Promise<void> {
    const { client, pace } = this.#in;
    const reply = await client.send('PUT', doPaths.job, endOf(this.#facts, pace.stamp(pace.now())));
    if (reply.status !== 200) return this.#turnedAway('M3', reply.body);
    await this.#happens({ kind: 'ended' });
  }

  async #turnedAway(message: string, body: unknown): Promise<void> {
    this.#in.log('message refused', { message, orderingRef: this.#facts.orderingRef, body });
    await this.#happens({ kind: 'turned-away' });
  }
}

function factsOf(plan: JobPlan, { network, tag, pace }: SiteSurroundings): JobFacts {
  const pm = network.pms[plan.pmIndex];
  const { line } = lineAt(network, plan.workplace);
  return {
    orderingOperatorCode: plan.orderingOperatorCode,
    infraOperatorCode: plan.infraOperatorCode,
    orderingRef: orderingRefOf(tag, plan),
    pmRef: line.pmRef,
    technicalPmRef: line.technicalPmRef ?? pm?.technicalPmRefs[0] ?? line.pmRef,
    nature: plan.nature,
    startedAt: pace.stamp(pace.now()),
    ptoRef: plan.names === 'pto' ? line.ptoRef : undefined,
    pboRef: plan.names === 'nothing' ? undefined : line.pboRef,
    lineServiceRef: plan.names === 'pto' ? line.lineServiceRef : undefined,
  };
}
