import pino from 'pino';
import { readCommandLine } from './command-line';
import { createHub, type Hub } from './hub';
import { StartRefusal } from './start-refusal';

// stdout carries one line, for whoever started us; everything else is JSON lines on stderr.
const logger = pino(
  { level: process.env.VIGIE_LOG ?? 'info', redact: ['req.headers.authorization'] },
  pino.destination(2),
);

/** A drain that takes longer is cut: whoever stops us waits for it. */
const DRAIN_MS = 10_000;

try {
  const hub = await createHub({ ...readCommandLine(process.argv.slice(2), process.env), logger });
  // Before the ready line: whoever reads it may ask us to end in the same moment.
  endOnSignal(hub);
  process.stdout.write(`${JSON.stringify({ ready: true, url: hub.url, epoch: hub.epoch })}\n`);
  hub.onLost(() => {
    logger.fatal('the database ended by itself');
    process.exit(1);
  });
} catch (error) {
  if (!(error instanceof StartRefusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
}

/** SIGTERM and Ctrl-C drain and end with 0; a second one does not wait. */
function endOnSignal(hub: Hub): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    hub.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'drain failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}
