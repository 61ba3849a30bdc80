import { calls } from '@shared/contract/http';
import type { Random } from '@shared/demo/random';
import type { Alarm } from '@shared/domain/alarm';
import type { Reply } from './client';

/** The hub stops hearing an operator after 5 s; an empty batch this often says that all is well. */
const KEEP_ALIVE_MS = 1_000;
/** A storm is sent in pieces. */
const BATCH = 1_000;

/** One operator's alarms on their way to the hub, in order; each batch waits for the answer to the last. */
export class AlarmQueue {
  readonly #send: (path: string, body: readonly Alarm[]) => Promise<Reply>;
  readonly #random: Random;
  readonly #duplicateShare: number;
  readonly #onRefused: (reply: Reply, alarms: readonly Alarm[]) => void;
  #waiting: Alarm[] = [];
  #isSending = false;
  #lastSentAt = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly send: (path: string, body: readonly Alarm[]) => Promise<Reply>;
    readonly random: Random;
    readonly duplicateShare: number;
    readonly onRefused: (reply: Reply, alarms: readonly Alarm[]) => void;
  }) {
    this.#send = options.send;
    this.#random = options.random;
    this.#duplicateShare = options.duplicateShare;
    this.#onRefused = options.onRefused;
  }

  add(alarm: Alarm): void {
    this.#waiting.push(alarm);
  }

  /**
   * Sends what waits, or an empty batch if nothing was sent for a second. Does nothing while a batch is under way.
   * @param nowMs real milliseconds, from any origin; null: only what waits, no keep-alive
   */
  async flush(nowMs: number | null): Promise<void> {
    if (this.#isSending) return;
    const isQuiet = nowMs !== null && nowMs - this.#lastSentAt >= KEEP_ALIVE_MS;
    if (this.#waiting.length === 0 && !isQuiet) return;
    this.#isSending = true;
    this.#lastSentAt = nowMs ?? this.#lastSentAt;
    const batch = this.#waiting.splice(0, BATCH);
    try {
      const reply = await this.#send(calls.alarms.path, batch);
      if (reply.status >= 400) this.#onRefused(reply, batch);
    } finally {
      this.#isSending = false;
    }
    // Some notifications go out twice, with the next batch.
    this.#waiting.unshift(...batch.filter(() => this.#random.chance(this.#duplicateShare)));
  }
}
