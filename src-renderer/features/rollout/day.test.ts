import { expect, it } from 'vitest';
import { readDay, writeDay } from './day';

it('reads a day as it is typed, and writes it back', () => {
  expect(readDay('29/09/2025')).toBe('2025-09-29');
  expect(readDay(' 4-12-2025 ')).toBe('2025-12-04');
  expect(writeDay('2025-12-04')).toBe('04/12/2025');
});

it('a day that does not exist is none', () => {
  for (const text of ['30/02/2025', '13/13/2025', '2025-09-29', 'lundi', '']) expect(readDay(text)).toBeNull();
});
