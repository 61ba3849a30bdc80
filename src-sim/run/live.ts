import { nominalRates } from '../day/rates';
import { girondeNetwork } from '../gironde';
import type { SimOptions } from '../options';
import { type TruthLog, truthFile } from '../truth';
import { type AnswerFeed, followAnswers } from '../wire/answers';
import { Stopped } from '../wire/client';
import { grantPilot } from '../wire/grants';
import { watchableBeginning } from './beginning';
import { RealPace } from './pace';
import { type Progress, Simulation } from './simulation';

const FLUSH_EVERY_MS = 200;
const PROGRESS_EVERY_MS = 10_000;

export type Log = (event: string, detail?: Readonly<Record<string, unknown>>) => void;

/** Plays the operators against a real hub in real time, until `signal`. The truth file is whole when it resolves. */
export async function playLive(
  options: SimOptions,
  signal: AbortSignal,
  log: Log,
  onProgress: (progress: Progress) => void,
): Promise<void> {
  const network = girondeNetwork();
  const startsAt = watchableBeginning(network, options.seed, nominalRates, options.jobsPerDay, options.speed);
  const truth: TruthLog = options.truth === undefined ? { write: () => {}, close: () => {} } : truthFile(options.truth);
  const feeds: AnswerFeed[] = [];
  const timers: NodeJS.Timeout[] = [];
  const onFailure = (failure: unknown): void => {
    if (!(failure instanceof Stopped)) log('failure', { error: String(failure) });
  };
  try {
    if (options.grants) await grantPilot(options.hub);
    const pace = new RealPace(startsAt, options.speed);
    const simulation = new Simulation({
      ...options,
      network,
      rates: nominalRates,
      tag: Date.now().toString(36).toUpperCase(),
      startsAt,
      pace,
      truth,
      signal,
      // The socket brings the answers by itself.
      onAwaiting: () => {},
      log,
    });
    simulation.begin();
    for (const client of simulation.clients.values()) {
      feeds.push(followAnswers(options.hub, client, (doc) => void simulation.hear(doc).catch(onFailure), onFailure));
    }
    timers.push(setInterval(() => simulation.flushAlarms(performance.now()).catch(onFailure), FLUSH_EVERY_MS));
    timers.push(setInterval(() => onProgress(simulation.progress), PROGRESS_EVERY_MS));
    await pace.run(simulation.agenda, signal, onFailure);
    onProgress(simulation.progress);
  } catch (failure) {
    if (!(failure instanceof Stopped)) throw failure;
  } finally {
    timers.forEach(clearInterval);
    for (const feed of feeds) feed.close();
    truth.close();
  }
}
