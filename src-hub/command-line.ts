import { parseArgs } from 'node:util';
import type { HubOptions } from './hub';
import { readPartners } from './partners/config';
import { StartRefusal } from './start-refusal';

export const USAGE =
  'npm run hub -- [--port N] [--host ADDRESS] [--database URL | --data DIR] [--demo] [--speed X] [--partners FILE]';

/**
 * The hub's command line (architecture.md, fixed points). `VIGIE_OWNER_URL`: the schema owner's URL, for migrations on a
 * database given with --database.
 * @throws StartRefusal with exit code 2
 */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Omit<HubOptions, 'logger' | 'clock'> {
  const { port, host, database, data, demo, speed, partners } = parse(args);
  if (database !== undefined && data !== undefined) throw new StartRefusal('Give --database or --data, not both.', 2);
  if (demo === true && host !== undefined && host !== '127.0.0.1') {
    throw new StartRefusal('--demo listens on 127.0.0.1 only: its passwords are public.', 2);
  }
  if (speed !== undefined && demo !== true) throw new StartRefusal('--speed goes with --demo.', 2);
  const owner = env.VIGIE_OWNER_URL;
  return {
    port: numberOf('--port', port ?? '4810', 0, 65_535),
    host: host ?? '127.0.0.1',
    store: database === undefined ? { data: data ?? '.data/hub' } : { database, ...(owner ? { ownerUrl: owner } : {}) },
    demo: demo === true,
    partners: partners === undefined ? [] : readPartners(partners),
    speed: speed === undefined ? 1 : numberOf('--speed', speed, 0.01, 10_000),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        database: { type: 'string' },
        data: { type: 'string' },
        demo: { type: 'boolean' },
        speed: { type: 'string' },
        partners: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new StartRefusal(`${(error as Error).message.split('\n')[0]} Usage: ${USAGE}`, 2);
  }
}

function numberOf(flag: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most)) {
    throw new StartRefusal(`${flag} wants a number from ${least} to ${most}, not "${text}".`, 2);
  }
  return value;
}
