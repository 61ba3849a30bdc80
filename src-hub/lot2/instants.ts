import { ProtocolRefusal } from '../refusals';

/** A sender's clock may run ahead of ours by this much [A]. */
const AHEAD_MS = 5 * 60_000;

const paris = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** A `time` of the protocol in milliseconds. One without offset is French legal time. */
export function instantOf(text: string): number {
  if (/(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return Date.parse(text);
  const asUtc = Date.parse(`${text}Z`);
  // What Paris shows at that moment, less the moment, is Paris's offset; asked twice for the hours around a change.
  const first = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(first);
}

function offsetAt(ms: number): number {
  return Date.parse(`${paris.format(ms).replace(' ', 'T')}Z`) - Math.floor(ms / 1000) * 1000;
}

/** @throws ProtocolRefusal MAUVAIS_FORMAT when the instant is still to come */
export function notInTheFuture(field: string, text: string, now: number): number {
  const at = instantOf(text);
  if (!(at <= now + AHEAD_MS)) throw new ProtocolRefusal('MAUVAIS_FORMAT', `${field} is still to come`, [field]);
  return at;
}

export const iso = (ms: number): string => new Date(ms).toISOString();
