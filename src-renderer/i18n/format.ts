import type { Language } from './language';

/** How values are written in one language. Instants are ISO strings or milliseconds; times are local unless said. */
export interface Formatter {
  /** `214 066` in French (thin spaces), `214,066` in English. */
  integer(value: number): string;
  /** 0–1 as a whole percentage with its sign; 100 % is said of the whole alone, so that hardly ever is not never. */
  percent(fraction: number): string;
  /** `12:43:20`. */
  time(at: string | number): string;
  /** `12:43:20 UTC`. */
  timeUtc(at: string | number): string;
  /** `24/11/2026` or `24 Nov 2026`. */
  date(at: string | number): string;
  /** Date and time with seconds. */
  dateTime(at: string | number): string;
  /** The time alone today, with the date on other days: a bare `12:43` of yesterday would mislead. */
  moment(at: string | number, now: string | number): string;
  /** Seconds as `02:14`, `1:02:14`, `2 j 03:04`: for columns of ages. */
  duration(seconds: number): string;
  /** Seconds in words with units, `2 min 14 s`: for sentences. */
  spoken(seconds: number): string;
  /** `il y a 2 min 14 s`, `2 min 14 s ago`. */
  ago(seconds: number): string;
  /** A number with its noun, agreed: `3 lignes`. French says zero in the singular. */
  count(value: number, one: string, many: string): string;
  /** `A, B et C`. */
  list(items: readonly string[]): string;
  /** `1,2 Mo`. */
  bytes(value: number): string;
}

interface Terms {
  readonly day: string;
  readonly ago: (spoken: string) => string;
  readonly byteUnits: readonly string[];
}

const terms: Readonly<Record<Language, Terms>> = {
  fr: { day: 'j', ago: (s) => `il y a ${s}`, byteUnits: ['octets', 'ko', 'Mo', 'Go'] },
  en: { day: 'd', ago: (s) => `${s} ago`, byteUnits: ['bytes', 'kB', 'MB', 'GB'] },
};

const two = (value: number) => String(value).padStart(2, '0');

/** `timeZone` is for tests; screens use the workstation's. */
export function createFormatter(language: Language, timeZone?: string): Formatter {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const integers = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const times = new Intl.DateTimeFormat(locale, { ...clock, ...zone });
  const utcTimes = new Intl.DateTimeFormat(locale, { ...clock, timeZone: 'UTC' });
  const dates = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: language === 'fr' ? '2-digit' : 'short',
    year: 'numeric',
    ...zone,
  });
  const plurals = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const { day, ago, byteUnits } = terms[language];

  const time = (at: string | number) => times.format(new Date(at));
  const date = (at: string | number) => dates.format(new Date(at));
  const dateTime = (at: string | number) => `${date(at)} ${time(at)}`;
  const spoken = (seconds: number) => spell(seconds, day);
  return {
    integer: (value) => integers.format(value),
    percent: (fraction) => percents.format(fraction < 1 ? Math.min(fraction, 0.99) : fraction),
    time,
    timeUtc: (at) => `${utcTimes.format(new Date(at))} UTC`,
    date,
    dateTime,
    moment: (at, now) => (date(at) === date(now) ? time(at) : dateTime(at)),
    duration: (seconds) => clockwise(seconds, day),
    spoken,
    ago: (seconds) => ago(spoken(seconds)),
    count: (value, one, many) => `${integers.format(value)} ${plurals.select(value) === 'one' ? one : many}`,
    list: (items) => lists.format(items),
    bytes: (value) => inUnits(value, byteUnits, tenths),
  };
}

export const fr = createFormatter('fr');
export const en = createFormatter('en');
export const formatters: Readonly<Record<Language, Formatter>> = { fr, en };

/** Whole seconds, never negative: clocks of two machines may differ by a moment. */
const whole = (seconds: number) => Math.max(0, Math.floor(seconds));

function clockwise(seconds: number, day: string): string {
  const s = whole(seconds);
  const days = Math.floor(s / 86_400);
  const hours = Math.floor(s / 3600) % 24;
  const minutes = Math.floor(s / 60) % 60;
  if (days > 0) return `${days} ${day} ${two(hours)}:${two(minutes)}`;
  if (hours > 0) return `${hours}:${two(minutes)}:${two(s % 60)}`;
  return `${two(minutes)}:${two(s % 60)}`;
}

function spell(seconds: number, day: string): string {
  const s = whole(seconds);
  const days = Math.floor(s / 86_400);
  const hours = Math.floor(s / 3600) % 24;
  const minutes = Math.floor(s / 60) % 60;
  if (days > 0) return `${days} ${day} ${hours} h`;
  if (hours > 0) return `${hours} h ${two(minutes)} min`;
  if (minutes > 0) return s % 60 === 0 ? `${minutes} min` : `${minutes} min ${two(s % 60)} s`;
  return `${s} s`;
}

function inUnits(value: number, units: readonly string[], format: Intl.NumberFormat): string {
  const power = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${format.format(value / 1000 ** power)} ${units[power] ?? ''}`;
}
