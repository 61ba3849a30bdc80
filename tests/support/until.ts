import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer; says what it waited for when none comes within `withinMs`. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${withinMs} ms for ${what}`);
    await sleep(50);
  }
}
