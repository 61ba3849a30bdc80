import { nominalRates } from '../day/rates';
import { girondeNetwork } from '../gironde';
import type { SimOptions } from '../options';
import { type TruthLog, truthFile } from '../truth';
import { followAnswers } from '../wire/answers';
import { Stopped } from '../wire/client';
import { grantPilot } from '../wire/grants';
import { announceWorks } from '../wire/works';
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
  try {
    if (options.grants) await grantPilot(options.hub);
    announceWorks(options.hub, network, options.seed, signal).catch((error: unknown) => {
      if (!(error instanceof Stopped)) log('works not announced', { error: String(error) });
    });
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
    const reporting = setInterval(() => onProgress(simulation.progress), PROGRESS_EVERY_MS);
    await playInRealTime(simulation, pace, options.hub, signal, (error) => log('failure', { error })).finally(() =>
      clearInterval(reporting),
    );
    onProgress(simulation.progress);
  } catch (failure) {
    if (!(failure instanceof Stopped)) throw failure;
  } finally {
    truth.close();
  }
}

/**
 * Lets what the agenda holds happen when it is due, until `signal`: alarms leave as they are raised, an empty batch each
 * second says that all is well, and answers come by the socket of each ordering operator.
 */
export async function playInRealTime(
  simulation: Simulation,
  pace: RealPace,
  hub: string,
  signal: AbortSignal,
  onFailure: (error: string) => void,
): Promise<void> {
  const failed = (failure: unknown): void => {
    if (!(failure instanceof Stopped)) onFailure(String(failure));
  };
  const feeds = [...simulation.clients.values()].map((client) =>
    followAnswers(hub, client, (doc) => simulation.hear(doc), failed),
  );
  const flushing = setInterval(() => simulation.flushAlarms(performance.now()).catch(failed), FLUSH_EVERY_MS);
  try {
    await pace.run(simulation.agenda, signal, failed);
  } finally {
    clearInterval(flushing);
    for (const feed of feeds) feed.close();
  }
}
