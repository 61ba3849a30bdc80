import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { freshDemoData } from '../demo-data.mjs';
import { demoData } from '../paths.mjs';
import { startElectron, startHub, startSimulator } from '../pilot.mjs';
import { fail, say, step } from '../say.mjs';
import { build } from './build.mjs';

const FIRST_PORT = 4810;

/** The whole pilot on this machine, or only the console when `--hub` names a hub. */
export async function run(args) {
  const options = parse(args);
  await build();
  const running = [];
  const end = once(async (code, why) => {
    if (why !== undefined) say(`\u2717 ${why}`);
    for (const part of running.reverse()) await part.stop();
    process.exit(code);
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(0));
  try {
    const hub = options.hub ?? (await startPilot(options, running, end));
    await showConsole(hub, running, end);
  } catch (error) {
    await end(1, error instanceof Error ? error.message : String(error));
  }
}

function parse(args) {
  const { values } = parseArgs({
    args,
    options: {
      hub: { type: 'string' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '30' },
      port: { type: 'string' },
    },
  });
  if (values.hub !== undefined && !/^https?:\/\//.test(values.hub)) fail('--hub wants the address of a hub', 2);
  if (!/^\d+$/.test(values.seed)) fail('--seed wants a whole number', 2);
  if (!(Number(values.speed) > 0)) fail('--speed wants a number above 0', 2);
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) fail('--port wants a port', 2);
  return { hub: values.hub?.replace(/\/$/, ''), seed: values.seed, speed: values.speed, port };
}

/** Hub and operators; gives the hub's address. */
async function startPilot({ seed, speed, port: asked }, running, end) {
  if (asked !== undefined && !(await isFree(asked))) throw new Error(`Port ${asked} is taken: name another one.`);
  const port = asked ?? (await freePort());
  const data = demoData(port);
  const hub = await step('hub ready', async () => {
    await freshDemoData(data);
    return startHub(running, { speed, port, data });
  });
  hub.whenEnded.then((code) =>
    end(1, `The hub ended (exit ${code}): nothing is supervised any more. Its log: ${hub.log}`),
  );
  const simulator = startSimulator(running, { hub: hub.url, seed, speed });
  simulator.whenEnded.then((code) => {
    say(`\u2717 The simulated operators ended (exit ${code}); the hub goes on. Their log: ${simulator.log}`);
  });
  say(`\u2713 technician's page: ${hub.url}/field/ (technician.ftel\u2026)`);
  say(`\u2713 operators of the Gironde pilot, seed ${seed}, ${speed} times as fast as real`);
  return hub.url;
}

async function showConsole(hub, running, end) {
  const accounts = 'accounts: supervisor.bytl, hotline.sfra, auditor.ftel, admin.ftel\u2026 password vigie-demo';
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say(`\u2713 No display here: open ${hub}/console/ in a browser (${accounts})`);
    // Nothing to wait for with a hub elsewhere; else until Ctrl-C.
    return running.length === 0 ? end(0) : undefined;
  }
  const desktop = await startElectron(running, hub);
  desktop.whenEnded.then((code) => end(code));
  say(`\u2713 console of ${hub} (${accounts})`);
}

/** The first port from 4810 that nobody listens on. */
async function freePort() {
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${FIRST_PORT} to ${FIRST_PORT + 99}: name one with --port.`);
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Only the first call counts: a console that closes while Ctrl-C is on its way must not end everything twice. */
function once(work) {
  let called = false;
  return async (...outcome) => {
    if (called) return;
    called = true;
    await work(...outcome);
  };
}
