import { Cell } from './cell';
import {
  type CriticalAlert,
  type LiveClient,
  type LiveStatus,
  type MapColumns,
  type MapHit,
  type QueueWindow,
  type Selection,
  STATE_BYTES,
  type StateRange,
} from './live';
import { noMarks } from './marks';
import type { Answers, Batch, Order, Question, Report } from './protocol';

const startStatus: LiveStatus = {
  connection: { state: 'idle' },
  sources: [],
  clockOffsetMs: 0,
  counts: { critical: 0, major: 0, minor: 0, warning: 0, none: 0 },
  unacknowledged: 0,
  unacknowledgedCritical: 0,
  openInterventions: 0,
  pmCount: 0,
};
const startQueue: QueueWindow = { first: 0, rows: [], total: 0, newCount: 0 };
const startSelection: Selection = { outage: null, intervention: null };

/** What the client needs of a worker: the real one, or a port in a test. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

/** The worker that holds the socket. One a window. */
export function startWorker(): WorkerPort {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'vigie-live' });
}

/**
 * The page's side of the worker (live.ts). Make one a window, and keep it: it owns the worker.
 * `wakeOn` tells when the page is looked at again; a worker that slept then looks at the clock at once.
 */
export function createLiveClient(worker: WorkerPort, wakeOn?: EventTarget): LiveClient {
  const status = new Cell(startStatus);
  const queue = new Cell(startQueue);
  const selection = new Cell(startSelection);
  const preAuthorisations = new Cell<ReturnType<LiveClient['preAuthorisations']['get']>>([]);
  const columns = new Cell<MapColumns | null>(null);
  const marks = new Cell(noMarks);
  const stateListeners = new Set<(ranges: readonly StateRange[]) => void>();
  const criticalListeners = new Set<(alert: CriticalAlert) => void>();
  const waiting = new Map<number, (answer: Answers[keyof Answers]) => void>();
  let lastQuestion = 0;

  const send = (order: Order) => worker.postMessage(order);
  const ask = <Q extends Question>(question: Q): Promise<Answers[Q['type']]> =>
    new Promise((resolve) => {
      lastQuestion += 1;
      waiting.set(lastQuestion, resolve as (answer: Answers[keyof Answers]) => void);
      send({ type: 'ask', id: lastQuestion, question });
    });

  const take = (batch: Batch) => {
    if (batch.columns !== undefined) columns.set(batch.columns);
    const now = columns.get();
    if (batch.states && now) {
      for (const { first, bytes } of batch.states) now.states.set(bytes, first * STATE_BYTES);
      for (const listener of stateListeners) listener(batch.states);
    }
    if (batch.marks) marks.set(batch.marks);
    if (batch.status) status.set(batch.status);
    if (batch.queue) queue.set(batch.queue);
    if (batch.selection) selection.set(batch.selection);
    if (batch.preAuthorisations) preAuthorisations.set(batch.preAuthorisations);
  };

  worker.addEventListener('message', ((event: MessageEvent<Report>) => {
    const report = event.data;
    if (report.type === 'batch') {
      try {
        take(report.batch);
      } finally {
        send({ type: 'taken' });
      }
    } else if (report.type === 'critical') for (const listener of criticalListeners) listener(report.alert);
    else {
      waiting.get(report.id)?.(report.answer);
      waiting.delete(report.id);
    }
  }) as EventListener);
  wakeOn?.addEventListener('visibilitychange', () => send({ type: 'wake' }));

  const subscribe = <T>(listeners: Set<T>, listener: T) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    status,
    queue,
    selection,
    preAuthorisations,
    map: { columns, marks, onStates: (listener) => subscribe(stateListeners, listener) },
    start: (hub, session) => send({ type: 'start', hub, session }),
    stop: () => send({ type: 'stop' }),
    setFilters: (filters) => send({ type: 'filters', filters }),
    setWindow: (first, count) => send({ type: 'window', first, count }),
    hold: (held) => send({ type: 'hold', held }),
    applyNew: () => send({ type: 'apply-new' }),
    select: (outageId) => send({ type: 'select', outageId }),
    idsBetween: (first, last) => ask({ type: 'ids', first, last }),
    at: (pmRef): Promise<MapHit | null> => ask({ type: 'at', pmRef }),
    search: (text, limit) => ask({ type: 'search', text, limit }),
    onCritical: (listener) => subscribe(criticalListeners, listener),
  };
}
