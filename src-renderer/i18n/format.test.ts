import { describe, expect, it } from 'vitest';
import { createFormatter } from './format';
import { frenchTypography } from './typography';
import { defineWords } from './words';

const fr = createFormatter('fr', 'Europe/Paris');
const en = createFormatter('en', 'Europe/Paris');

describe('numbers', () => {
  it('says 100 % of the whole alone', () => {
    expect([0.998, 1].map((n) => en.percent(n))).toEqual(['99%', '100%']);
  });

  it('groups thousands with a thin space in French', () => expect(fr.integer(214_066)).toBe('214\u202f066'));
  it('agrees nouns: French says zero in the singular, English in the plural', () => {
    expect([0, 1, 2].map((n) => fr.count(n, 'ligne', 'lignes'))).toEqual(['0 ligne', '1 ligne', '2 lignes']);
    expect([0, 1, 2].map((n) => en.count(n, 'line', 'lines'))).toEqual(['0 lines', '1 line', '2 lines']);
  });
  it('writes sizes with their unit', () => {
    expect(fr.bytes(999)).toBe('999 octets');
    expect(fr.bytes(1_240_000)).toBe('1,2 Mo');
    expect(en.bytes(0)).toBe('0 bytes');
  });
});

describe('times', () => {
  const at = '2026-11-24T11:43:26Z';
  it('are local with seconds, or UTC by name', () => {
    expect(fr.time(at)).toBe('12:43:26');
    expect(fr.timeUtc(at)).toBe('11:43:26 UTC');
    expect(fr.dateTime(at)).toBe('24/11/2026 12:43:26');
    expect(en.date(at)).toBe('24 Nov 2026');
  });
  it('carry the date as soon as it is another day', () => {
    expect(fr.moment(at, '2026-11-24T20:00:00Z')).toBe('12:43:26');
    expect(fr.moment(at, '2026-11-25T08:00:00Z')).toBe('24/11/2026 12:43:26');
  });
  it('write midnight as 00, never 24', () => expect(en.time('2026-11-24T23:00:05Z')).toBe('00:00:05'));
});

describe('durations', () => {
  it.each([
    [0, '00:00', '0 s'],
    [-3, '00:00', '0 s'],
    [134, '02:14', '2 min 14 s'],
    [120, '02:00', '2 min'],
    [3734, '1:02:14', '1 h 02 min'],
    [183_845, '2 j 03:04', '2 j 3 h'],
  ])('%i s', (seconds, short, spoken) => {
    expect(fr.duration(seconds)).toBe(short);
    expect(fr.spoken(seconds)).toBe(spoken);
  });
  it('say how long ago in each language', () => {
    expect(fr.ago(134)).toBe('il y a 2 min 14 s');
    expect(en.ago(134)).toBe('2 min 14 s ago');
  });
});

describe('French typography', () => {
  it('puts thin spaces and curly apostrophes', () =>
    expect(frenchTypography("L'OI dit : « prêt » !")).toBe('L’OI dit\u202f: «\u202fprêt\u202f»\u202f!'));
  it('leaves times and references alone', () =>
    expect(frenchTypography('12:43:20 FI-33063-00A2')).toBe('12:43:20 FI-33063-00A2'));
  it('is applied to every French phrase, made ones too', () => {
    const words = defineWords({
      fr: { ask: 'Qui ?', of: (n: number) => `${n} %`, nested: { a: 'x !' } },
      en: { ask: 'Who?', of: (n: number) => `${n}%`, nested: { a: 'x!' } },
    });
    expect(words.fr.ask).toBe('Qui\u202f?');
    expect(words.fr.of(3)).toBe('3\u202f%');
    expect(words.fr.nested.a).toBe('x\u202f!');
    expect(words.en.of(3)).toBe('3%');
  });
});
