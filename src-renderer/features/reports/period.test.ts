import { describe, expect, it } from 'vitest';
import { isoSpan, type Preset, spanOf } from './period';

const now = new Date(2026, 10, 24, 12, 43, 26).getTime();
const span = (preset: Preset) => spanOf({ preset, from: null, to: null }, now);

describe('a period', () => {
  it('today begins at local midnight', () =>
    expect(span('today')).toEqual({ from: new Date(2026, 10, 24).getTime(), to: now }));
  it('the others go back whole times 24 hours', () => {
    const back = (preset: Preset) => (now - (span(preset)?.from ?? 0)) / 3_600_000;
    expect([back('day'), back('week'), back('month')]).toEqual([24, 168, 720]);
  });
  it('of one’s own needs two moments in order', () => {
    expect(spanOf({ preset: 'custom', from: now, to: null }, now)).toBeNull();
    expect(spanOf({ preset: 'custom', from: now, to: now }, now)).toBeNull();
    expect(spanOf({ preset: 'custom', from: now - 1, to: now }, now)).toEqual({ from: now - 1, to: now });
  });
  it('travels in UTC', () =>
    expect(isoSpan({ from: 0, to: 1000 })).toEqual({
      from: '1970-01-01T00:00:00.000Z',
      to: '1970-01-01T00:00:01.000Z',
    }));
});
