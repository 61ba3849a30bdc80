import { parseOptions, type SimOptions } from './options';
import { playLive } from './run/live';

const log = (event: string, detail: Readonly<Record<string, unknown>> = {}): void => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...detail })}\n`);
};

const options = optionsOrExit();
const ending = new AbortController();
process.once('SIGTERM', () => ending.abort());
process.once('SIGINT', () => ending.abort());
if (options.minutes !== undefined) setTimeout(() => ending.abort(), options.minutes * 60_000);

await playLive(options, ending.signal, log, (p) => {
  const line = `open ${p.openJobs} · ended ${p.endedJobs} · cut ${p.cutLines} · down ${p.linesDown} · alarms ${p.alarms}`;
  process.stdout.write(process.stdout.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
});
log('ended');
// Keep-alive connections and retries in flight would hold the process for nothing.
process.exit(0);

function optionsOrExit(): SimOptions {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
