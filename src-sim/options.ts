import { parseArgs } from 'node:util';

/** The command line of `npm run sim` (architecture.md, Fixed points). */
export interface SimOptions {
  readonly hub: string;
  readonly seed: number;
  readonly speed: number;
  /** Real minutes; undefined: until it is stopped. */
  readonly minutes: number | undefined;
  readonly truth: string | undefined;
  readonly jobsPerDay: number | undefined;
  /** The supervisors of SFRA and FREE grant the pilot before it begins. */
  readonly grants: boolean;
}

/** Throws RangeError, or what `parseArgs` throws, in one line for the person who typed it. */
export function parseOptions(args: readonly string[]): SimOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hub: { type: 'string' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
      truth: { type: 'string' },
      'jobs-per-day': { type: 'string' },
      grants: { type: 'boolean', default: false },
    },
  });
  if (values.hub === undefined || !URL.canParse(values.hub)) throw new RangeError('--hub wants the address of a hub');
  return {
    hub: values.hub.replace(/\/$/, ''),
    seed: whole('--seed', values.seed),
    speed: positive('--speed', values.speed),
    minutes: values.minutes === undefined ? undefined : positive('--minutes', values.minutes),
    truth: values.truth,
    jobsPerDay: values['jobs-per-day'] === undefined ? undefined : whole('--jobs-per-day', values['jobs-per-day']),
    grants: values.grants,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`${name} wants a number above 0, not ${text}`);
  return value;
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} wants a whole number, not ${text}`);
  return value;
}
