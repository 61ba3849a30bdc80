import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLocal, writeLocal, writeUtc } from './local-time';

describe('a date and time as people type it', () => {
  it('comes back as the same minute', () =>
    fc.assert(
      fc.property(fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 }), (at) => {
        const minute = at - (at % 60_000);
        const back = readLocal(writeLocal(minute));
        // The hour that winter time repeats is written once: its first pass is meant.
        expect(back === minute || (back !== null && writeLocal(back) === writeLocal(minute))).toBe(true);
      }),
    ));

  it('is read however one separates it', () => {
    const at = new Date(2026, 10, 24, 6, 0).getTime();
    for (const text of ['24/11/2026 06:00', ' 24-11-2026 6:00 ', '24.11.2026 à 06h00', '24/11/2026T06:00'])
      expect(readLocal(text)).toBe(at);
  });

  it('is none where no such moment is', () => {
    for (const text of [
      '',
      '24/11/2026',
      '31/02/2026 06:00',
      '24/13/2026 06:00',
      '24/11/2026 24:00',
      '11/24/2026 06:00',
    ])
      expect(readLocal(text)).toBeNull();
  });
});

it('in UTC it has its own date', () =>
  expect(writeUtc(Date.parse('2026-11-24T00:30:00+01:00'))).toBe('23/11/2026 23:30 UTC'));
