import type { Source } from '@shared/contract/feed';
import type { Session } from '@shared/contract/http';
import type { Outage } from '@shared/domain/outage';
import { Alerts } from './alerts';
import { Board } from './board';
import { connectionOf, type State } from './connection';
import { openFeed } from './feed-socket';
import { type Copy, emptyCopy } from './fold';
import { Follower, type HubPort } from './follower';
import { agesOf, HubClock, silenceOf } from './hub-clock';
import { getPmColumns, getSnapshot, greetHub } from './hub-requests';
import type { LiveStatus } from './live';
import { BATCH_EVERY_MS, columnsOf, patchesOf } from './outbox';
import { PmStore } from './pm-store';
import type { Answers, Batch, Order, Question, Report } from './protocol';

/** Silence is looked for this often, in milliseconds. */
const TICK_MS = 500;

/** The status is told no more often than this while its connection stays what it is: people read it. */
const STATUS_EVERY_MS = 100;

/** Which parts of the next batch are due. */
type Part = 'status' | 'queue' | 'selection' | 'preAuthorisations' | 'columns';

/**
 * The worker's desk: follows the hub, keeps the board, and tells the page what changed. Batches wait for each other, so
 * that a slow page makes changes gather here instead of piling up on its way.
 */
export class Desk {
  readonly #board = new Board();
  readonly #alerts = new Alerts();
  #clock = new HubClock();
  #follower: Follower | null = null;
  #own = '';
  #copy: Copy = emptyCopy();
  #state: State = { at: 'idle' };
  #sources: readonly Source[] = [];
  #window = { first: 0, count: 0 };
  #selected: string | null = null;
  #due = new Set<Part>(['status', 'queue', 'preAuthorisations']);
  #scheduled = false;
  #underway = false;
  #toldStatus = { at: 0, state: this.#state };

  constructor(private readonly report: (report: Report) => void) {
    setInterval(() => this.#tick(), TICK_MS);
    this.#schedule();
  }

  obey(order: Order): void {
    switch (order.type) {
      case 'start':
        this.#start(order.hub, order.session);
        return;
      case 'stop':
        this.#follower?.stop();
        this.#follower = null;
        this.#board.setPms(null);
        this.#mark('columns', 'queue', 'status');
        return;
      case 'filters':
        this.#board.setFilters(order.filters);
        this.#mark('queue', 'status');
        return;
      case 'window':
        this.#window = { first: order.first, count: order.count };
        this.#mark('queue');
        return;
      case 'hold':
        this.#board.queue.hold(order.held);
        this.#mark('queue');
        return;
      case 'apply-new':
        this.#board.queue.applyNew();
        this.#mark('queue');
        return;
      case 'select':
        this.#selected = order.outageId;
        this.#mark('selection');
        return;
      case 'taken':
        this.#underway = false;
        if (this.#due.size > 0) this.#schedule();
        return;
      case 'wake':
        this.#tick();
        return;
      case 'ask':
        this.report({ type: 'answer', id: order.id, answer: this.#answer(order.question) });
        return;
    }
  }

  #start(hub: string, session: Session): void {
    this.#follower?.stop();
    this.#own = session.operatorCode;
    this.#clock = new HubClock();
    this.#sources = [];
    this.#alerts.forget();
    this.#board.setPms(null);
    this.#mark('columns');
    this.#follower = new Follower(this.#portTo(hub, session.accessToken), {
      state: (state) => {
        this.#state = state;
        this.#mark('status');
      },
      reset: (copy) => this.#reset(copy),
      changed: (changes, copy) => {
        this.#copy = copy;
        this.#board.apply(changes);
        this.#alert(changes.flatMap((c) => (c.kind === 'outage' && this.#alerts.fromChange(c.doc) ? [c.doc] : [])));
        if (changes.some(({ kind }) => kind === 'preAuthorisation')) this.#mark('preAuthorisations');
        this.#mark('queue', 'status');
        const selected = this.#selection();
        if (changes.some(({ id }) => id === selected.outage?.id || id === selected.outage?.infraRef))
          this.#mark('selection');
      },
      heartbeat: ({ at, sources }) => {
        this.#clock.hear(at, Date.now());
        this.#sources = sources;
        this.#listen();
      },
    });
    this.#follower.start();
  }

  /** The PMs come with the first snapshot: a queue without communes would be drawn twice. */
  #portTo(hub: string, token: string): HubPort {
    return {
      greet: (signal) => greetHub(hub, signal),
      sync: async (signal) => {
        const snapshot = getSnapshot(hub, token, signal);
        if (!this.#board.pms) {
          const pms = await getPmColumns(hub, token, signal);
          if (pms.kind !== 'ok') return pms;
          if (!signal.aborted) this.#board.setPms(new PmStore(pms.value));
          this.#mark('columns');
        }
        return snapshot;
      },
      open: (cursor, listener) => openFeed(hub, token, cursor, listener),
      later: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      monotonic: () => performance.now(),
      random: () => Math.random(),
    };
  }

  #reset(copy: Copy): void {
    this.#copy = copy;
    this.#board.reset(copy);
    this.#alert(this.#alerts.fromSnapshot(copy.outages.values()));
    this.#mark('queue', 'status', 'selection', 'preAuthorisations');
  }

  /** Several at once are one alert for the newest: ten sounds at sign-in would say nothing more. */
  #alert(outages: readonly Outage[]): void {
    const newest = outages.reduce<Outage | null>(
      (best, outage) => (best && Date.parse(best.lastVictimAt) >= Date.parse(outage.lastVictimAt) ? best : outage),
      null,
    );
    if (!newest) return;
    const commune = this.#board.at(newest.pmRef)?.commune ?? '';
    const { id: outageId, pmRef, downCount } = newest;
    this.report({ type: 'critical', alert: { outageId, pmRef, commune, downCount, others: outages.length - 1 } });
  }

  #tick(): void {
    this.#follower?.tick();
    this.#listen();
  }

  #listen(): void {
    const { own, networks } = silenceOf(this.#ages(), this.#own);
    this.#board.setSilent(own, networks);
    this.#mark('status');
  }

  #ages() {
    return agesOf(this.#sources, Date.now() + this.#clock.offsetMs);
  }

  #status(): LiveStatus {
    return {
      connection: connectionOf(this.#state),
      sources: this.#ages(),
      clockOffsetMs: this.#clock.offsetMs,
      counts: this.#board.tally.counts,
      unacknowledged: this.#board.tally.unacknowledged,
      unacknowledgedCritical: this.#board.tally.unacknowledgedCritical,
      openInterventions: this.#board.openInterventions,
      pmCount: this.#board.pmCount,
    };
  }

  #answer(question: Question): Answers[keyof Answers] {
    switch (question.type) {
      case 'ids':
        return this.#board.queue.idsBetween(question.first, question.last);
      case 'at':
        return this.#board.at(question.pmRef);
      case 'search':
        return this.#board.search(question.text, question.limit);
    }
  }

  #mark(...parts: readonly Part[]): void {
    for (const part of parts) this.#due.add(part);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#underway) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#send();
    }, BATCH_EVERY_MS);
  }

  #send(): void {
    const due = this.#due;
    this.#due = new Set();
    const now = performance.now();
    if (due.has('status')) {
      if (this.#toldStatus.state === this.#state && now - this.#toldStatus.at < STATUS_EVERY_MS) {
        due.delete('status');
        this.#due.add('status');
      } else this.#toldStatus = { at: now, state: this.#state };
    }
    const { pms } = this.#board;
    const ranges = pms?.takeDirty() ?? [];
    const marks = this.#board.takeMarks();
    const batch: Batch = {
      ...(due.has('status') && { status: this.#status() }),
      ...(due.has('queue') && { queue: this.#board.queue.window(this.#window.first, this.#window.count) }),
      ...(due.has('selection') && { selection: this.#selection() }),
      ...(due.has('preAuthorisations') && { preAuthorisations: [...this.#copy.preAuthorisations.values()] }),
      ...(due.has('columns')
        ? { columns: pms && columnsOf(pms) }
        : pms && ranges.length > 0 && { states: patchesOf(pms, ranges) }),
      ...(marks && { marks }),
    };
    if (Object.keys(batch).length === 0) {
      if (this.#due.size > 0) this.#schedule();
      return;
    }
    this.#underway = true;
    this.report({ type: 'batch', batch });
  }

  #selection() {
    const outage = (this.#selected !== null && this.#copy.outages.get(this.#selected)) || null;
    return { outage, intervention: (outage && this.#copy.interventions.get(outage.infraRef)) ?? null };
  }
}
