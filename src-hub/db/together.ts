import type { Tx } from './database';

interface Asked<K, V> {
  readonly key: K;
  readonly resolve: (value: V) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes a question that many ask at the same moment of one transaction, and that one query answers for all. Messages of a
 * batch are handled side by side; each reads as if it were alone, and a step that all of them take costs one round trip.
 *
 * `run` is given the keys in the order in which they were asked, and answers in the same order. A key may come twice. If
 * it fails, so does the step of everybody who asked.
 */
export function together<K, V>(
  run: (tx: Tx, keys: readonly K[]) => Promise<readonly V[]>,
): (tx: Tx, key: K) => Promise<V> {
  const waiting = new WeakMap<Tx, Asked<K, V>[]>();

  async function answer(tx: Tx, asked: readonly Asked<K, V>[]): Promise<void> {
    try {
      const values = await run(
        tx,
        asked.map(({ key }) => key),
      );
      for (const [i, { resolve }] of asked.entries()) resolve(values[i] as V);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  return (tx, key) =>
    new Promise<V>((resolve, reject) => {
      const asked = waiting.get(tx);
      if (asked !== undefined) {
        asked.push({ key, resolve, reject });
        return;
      }
      const own: Asked<K, V>[] = [{ key, resolve, reject }];
      waiting.set(tx, own);
      // After everything that the last answer set going has asked what it asks next.
      setImmediate(() => {
        waiting.delete(tx);
        void answer(tx, own);
      });
    });
}

/** The same for a change, of which nobody is told more than that it was made. */
export function changedTogether<K>(
  run: (tx: Tx, keys: readonly K[]) => Promise<unknown>,
): (tx: Tx, key: K) => Promise<void> {
  return together<K, void>(async (tx, keys) => {
    await run(tx, keys);
    return [];
  });
}

/**
 * Runs each item behind those before it that have its key, and beside all others. Resolves when all have ended; rejects
 * with the first error then, so that nothing still runs on the transaction when it is rolled back.
 */
export async function sideBySide<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  body: (item: T) => Promise<void>,
): Promise<void> {
  const lanes = new Map<string, Promise<void>>();
  for (const item of items) {
    const key = keyOf(item);
    const before = lanes.get(key);
    lanes.set(key, before === undefined ? body(item) : before.then(() => body(item)));
  }
  const ends = await Promise.allSettled(lanes.values());
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
