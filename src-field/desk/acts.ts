import type { FieldPm, FieldSetting, Health, Session } from '@shared/contract/http';
import type { Intervention } from '@shared/domain/intervention';
import { type Declared, endOf, type Mark, reportOf, startOf, testOf } from '../job/messages';
import { ask, endsSession, type Outcome } from '../wire/hub';
import { type KeptJob, keep, recall } from '../wire/kept';
import type { Place } from '../wire/place';
import { followJob } from './follow';
import { type Busy, linesShown } from './state';
import type { Store } from './store';

/** What a technician said of a job that he is about to start. */
export interface StartForm {
  readonly pm: FieldPm;
  readonly technicalPmRef: string;
  readonly nature: string;
  readonly ptoRef: string;
  readonly orderingRef: string;
}

/** What people do with the page: each act changes the state and speaks to the hub for its operator. */
export class Acts {
  #stop = () => {};

  constructor(private readonly store: Store) {}

  /** Takes up what a page before this one kept. */
  begin(): void {
    const { session, job } = this.store.desk;
    if (session === null) return;
    void this.#learn();
    if (job !== null) this.#follow(job);
  }

  async signIn(login: string, password: string): Promise<void> {
    const opened = await this.#during('sign-in', () =>
      ask<Session>('/api/session', { method: 'POST', body: { login: login.trim().toLowerCase(), password } }),
    );
    if (!opened?.ok) return;
    const session = opened.value;
    if (session.role !== 'technician') {
      void ask('/api/session/end', { method: 'POST', token: session.accessToken });
      this.store.set({ trouble: { kind: 'refused', code: 'FORBIDDEN' } });
      return;
    }
    keep('session', session);
    // What another technician left on this phone is not this one's to see.
    const own = this.store.desk.job?.login === session.login ? this.store.desk.job : null;
    this.store.hold(own);
    this.store.set({ session, sessionEnded: false, seen: own ? this.store.desk.seen : null });
    this.begin();
  }

  /** @param ended by the hub, unasked */
  signOut(ended = false): void {
    this.#stop();
    const { session } = this.store.desk;
    if (session !== null && !ended) void ask('/api/session/end', { method: 'POST', token: session.accessToken });
    for (const name of ['session', 'seen', 'draft'] as const) keep(name, null);
    this.store.set({ session: null, sessionEnded: ended, seen: null, chosen: null, trouble: null, link: 'connecting' });
  }

  /** Whether this hub plays a demonstration: its accounts may be named. */
  async isDemo(): Promise<boolean> {
    const health = await ask<Health>('/api/health');
    return health.ok && health.value.demo;
  }

  async findByText(text: string): Promise<Outcome<readonly FieldPm[]>> {
    return this.#find(`text=${encodeURIComponent(text)}`);
  }

  /** Asked for to about a hundred metres: to find a cabinet, nobody needs to know where somebody stands. */
  async findNear({ longitude, latitude }: Place): Promise<Outcome<readonly FieldPm[]>> {
    return this.#find(`longitude=${longitude.toFixed(3)}&latitude=${latitude.toFixed(3)}`);
  }

  async #find(query: string): Promise<Outcome<readonly FieldPm[]>> {
    const found = await this.#ask<{ items: FieldPm[] }>(`/api/field/pms?${query}`);
    return found.ok ? { ok: true, value: found.value.items } : found;
  }

  choose(chosen: FieldPm | null): void {
    this.store.set({ chosen, trouble: null });
  }

  /** Jobs of this operator that are open at a PM: one of them may be his, begun on another phone. */
  async openAt({ pmRef }: FieldPm): Promise<readonly Intervention[]> {
    const found = await this.#ask<{ items: Intervention[] }>(
      `/api/interventions?limit=20&pmRef=${encodeURIComponent(pmRef)}`,
    );
    return found.ok ? found.value.items.filter(({ state }) => state === 'open' || state === 'testing') : [];
  }

  /** M1. One whose answer was lost is sent again as it was. */
  async start(form: StartForm): Promise<void> {
    const declared = this.#declared(form);
    if (declared === null) return;
    keep('draft', declared);
    const answer = await this.#during('start', () =>
      this.#ask<{ refIntervOI: string }>('/v2/interventions-do', { method: 'POST', body: startOf(declared) }),
    );
    if (!answer?.ok) {
      if (answer !== null && answer.trouble.kind !== 'unreachable') keep('draft', null);
      return;
    }
    keep('draft', null);
    this.#take(declared, answer.value.refIntervOI, form.pm.commune);
  }

  #declared({ pm, technicalPmRef, nature, ptoRef, orderingRef }: StartForm): Declared | null {
    const { session } = this.store.desk;
    if (session === null) return null;
    const asked = { pmRef: pm.pmRef, technicalPmRef, nature, ...(ptoRef.trim() && { ptoRef: ptoRef.trim() }) };
    const draft = recall('draft');
    const again = draft !== null && Object.entries(asked).every(([name, value]) => draft[name as 'pmRef'] === value);
    if (again && (!orderingRef.trim() || orderingRef.trim() === draft.orderingRef)) return draft;
    return {
      ...asked,
      operatorCode: session.operatorCode,
      infraOperatorCode: pm.infraOperatorCode,
      orderingRef: orderingRef.trim() || newOrderingRef(),
      startedAt: this.#instant(),
    };
  }

  /** Takes up a job that is open already. */
  resume(pm: FieldPm, job: Intervention): void {
    const { session } = this.store.desk;
    if (session === null || job.orderingRef === undefined) return;
    const declared: Declared = {
      operatorCode: session.operatorCode,
      infraOperatorCode: job.infraOperatorCode,
      orderingRef: job.orderingRef,
      pmRef: job.pmRef,
      technicalPmRef: pm.technicalPmRefs[0] ?? job.pmRef,
      nature: job.nature,
      startedAt: job.startedAt,
    };
    this.#take(declared, job.infraRef, pm.commune);
  }

  #take(declared: Declared, infraRef: string, commune: string): void {
    const { session } = this.store.desk;
    if (session === null) return;
    const job: KeptJob = {
      login: session.login,
      infraRef,
      declared,
      commune,
      lastTestAt: null,
      marks: {},
      endAt: null,
      report: null,
    };
    this.store.hold(job);
    keep('seen', null);
    this.store.set({ chosen: null, seen: null, notices: [], link: 'connecting', trouble: null });
    this.#follow(job);
  }

  /** M3TX. */
  async test(): Promise<void> {
    const { job, seen } = this.store.desk;
    if (job === null || seen === null) return;
    const at = this.#instant();
    const answer = await this.#during('test', () =>
      this.#ask('/v2/interventions-do/test-intermediaire', {
        method: 'POST',
        body: testOf(job.declared, seen.job, at),
      }),
    );
    // Counted from the answer: the hub counts from when it heard of the test, which is before.
    if (answer?.ok) this.store.change({ lastTestAt: Date.parse(this.#instant()) });
  }

  /** Notes on the phone what was done with a line; null: nothing after all. Told to others by the report. */
  mark(ptoRef: string, given: Pick<Mark, 'type' | 'note'> | null): void {
    const { job } = this.store.desk;
    if (job === null) return;
    const { [ptoRef]: before, ...others } = job.marks;
    if (given === null) {
      this.store.change({ marks: others });
      return;
    }
    const standing = linesShown(this.store.desk).find((line) => line.ptoRef === ptoRef)?.standing;
    const allowed = standing?.kind === 'repair' || before?.allowed === true;
    this.store.change({ marks: { ...others, [ptoRef]: { ...given, at: this.#instant(), allowed } } });
  }

  /** M3, then the report (CR) of what was cut. @param reason why lines are left down; empty when none is */
  async end(reason: string): Promise<void> {
    const { job } = this.store.desk;
    if (job === null) return;
    // Sent again after a lost answer, the end is the same instant.
    const endAt = job.endAt ?? this.#instant();
    const report = reportOf(job.declared, job.infraRef, linesShown(this.store.desk), job.marks, reason);
    this.store.change({ endAt, report });
    const answer = await this.#during('end', () =>
      this.#ask('/v2/interventions-do', { method: 'PUT', body: endOf(job.declared, endAt) }),
    );
    if (!answer?.ok) {
      // Refused, it has not ended: neither the instant nor the report stand.
      if (answer !== null && answer.trouble.kind !== 'unreachable') this.store.change({ endAt: null, report: null });
      return;
    }
    await this.sendReport();
  }

  /** CR. */
  async sendReport(): Promise<void> {
    const { job } = this.store.desk;
    if (job === null || job.report === null) return;
    const { report } = job;
    const answer = await this.#during('report', () =>
      this.#ask('/v2/interventions-do/compte-rendu', { method: 'POST', body: report }),
    );
    if (answer?.ok) this.store.change({ report: null });
  }

  /** Puts the job away: it has ended, or is followed from elsewhere. */
  leave(): void {
    this.#stop();
    this.store.hold(null);
    keep('seen', null);
    this.store.set({ seen: null, notices: [], trouble: null, link: 'connecting' });
  }

  read(notice: number): void {
    this.store.set({ notices: this.store.desk.notices.filter(({ id }) => id !== notice) });
  }

  forgetTrouble(): void {
    this.store.set({ trouble: null });
  }

  #follow(job: KeptJob): void {
    this.#stop();
    const { session } = this.store.desk;
    if (session === null) return;
    this.#stop = followJob(this.store, session.accessToken, job.infraRef, () => this.signOut(true));
  }

  async #learn(): Promise<void> {
    const setting = await this.#ask<FieldSetting>('/api/field/setting');
    if (setting.ok) {
      keep('setting', setting.value);
      this.store.set({ setting: setting.value, ahead: Date.parse(setting.value.at) - Date.now() });
    } else if (setting.trouble.kind === 'unreachable')
      setTimeout(() => this.store.desk.session && this.#learn(), 5_000);
  }

  /** One act at a time: a thumb that presses twice means it once. Null: another is on its way. */
  async #during<T>(busy: Busy, work: () => Promise<Outcome<T>>): Promise<Outcome<T> | null> {
    if (this.store.desk.busy !== null) return null;
    this.store.set({ busy, trouble: null });
    const outcome = await work();
    this.store.set({ busy: null, trouble: outcome.ok ? null : outcome.trouble });
    return outcome;
  }

  async #ask<T>(path: string, given: { method?: 'POST' | 'PUT'; body?: object } = {}): Promise<Outcome<T>> {
    const token = this.store.desk.session?.accessToken;
    const outcome = await ask<T>(path, { ...given, token });
    if (!outcome.ok && endsSession(outcome.trouble)) this.signOut(true);
    return outcome;
  }

  #instant(): string {
    return new Date(Date.now() + this.store.desk.ahead).toISOString();
  }
}

/** Unlike any other of the operator's, and short enough to be read out. */
function newOrderingRef(): string {
  const random = crypto.getRandomValues(new Uint8Array(5));
  return `T-${[...random].map((byte) => byte.toString(36).padStart(2, '0')).join('')}`.toUpperCase();
}
