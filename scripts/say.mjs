/** Progress goes to stderr: stdout belongs to what the task itself prints (`npm run hub` prints one JSON line). */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** One clear line, then the end. */
export function fail(text, code = 1) {
  say(`\u2717 ${text}`);
  process.exit(code);
}

/** Runs one step and says how long it took. */
export async function step(what, work) {
  const from = process.hrtime.bigint();
  const result = await work();
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  say(`\u2713 ${what} (${seconds.toFixed(1)} s)`);
  return result;
}
