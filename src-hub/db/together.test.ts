import { describe, expect, it } from 'vitest';
import type { Tx } from './database';
import { sideBySide, together } from './together';

const tx = (): Tx => ({ rows: async () => [] });

describe('a question asked together', () => {
  it('is one query for all who ask it at the same moment of one transaction, each with its own answer', async () => {
    const queries: number[][] = [];
    const double = together<number, number>(async (_tx, keys) => {
      queries.push([...keys]);
      return keys.map((key) => key * 2);
    });
    const [one, other] = [tx(), tx()];
    const twice = async (key: number) => (await double(one, key)) + (await double(one, key + 10));
    expect(await Promise.all([twice(1), twice(2), double(other, 7)])).toEqual([24, 28, 14]);
    expect(queries).toEqual([[1, 2], [7], [11, 12]]);
  });

  it('fails for all who asked, and not for those who ask later', async () => {
    let broken = true;
    const ask = together<string, string>(async (_tx, keys) => {
      if (broken) throw new Error('no');
      return keys;
    });
    const on = tx();
    const outcomes = await Promise.allSettled([ask(on, 'a'), ask(on, 'b')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await ask(on, 'c')).toBe('c');
  });
});

describe('side by side', () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('what has the same key keeps its order, whatever takes longer; the rest does not wait', async () => {
    const order: string[] = [];
    const items = [
      { key: 'job 1', name: 'first', ms: 20 },
      { key: 'job 1', name: 'second', ms: 0 },
      { key: 'job 2', name: 'other', ms: 5 },
    ];
    await sideBySide(
      items,
      ({ key }) => key,
      async ({ name, ms }) => {
        await pause(ms);
        order.push(name);
      },
    );
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('ends when all have ended, and then fails with the first error; what waits behind it is not begun', async () => {
    const ended: string[] = [];
    const run = sideBySide(
      ['bad', 'bad', 'good'],
      (item) => item,
      async (item) => {
        if (item === 'bad') throw new Error(item);
        await pause(10);
        ended.push(item);
      },
    );
    await expect(run).rejects.toThrow('bad');
    expect(ended).toEqual(['good']);
  });
});
