import { describe, expect, it } from 'vitest';
import { endsSoon, inOrder, nextTurn, SOON_MS, statusOf } from './status';

const now = Date.parse('2026-11-24T10:00:00Z');
const at = (days: number) => new Date(now + days * 86_400_000).toISOString();
const life = (from: number, until: number, revoked: number | null = null) => ({
  validFrom: at(from),
  validUntil: at(until),
  revokedAt: revoked === null ? null : at(revoked),
});

describe('what a pre-authorisation is worth now', () => {
  it('holds from its first moment until just before its last', () => {
    expect(statusOf(life(0, 1), now)).toBe('standing');
    expect(statusOf(life(-1, 0), now)).toBe('expired');
    expect(statusOf(life(1, 2), now)).toBe('coming');
  });
  it('a revoked one is revoked whatever its dates say', () => {
    expect(statusOf(life(1, 2, 0), now)).toBe('revoked');
    expect(statusOf(life(-2, -1, -1.5), now)).toBe('revoked');
  });
  it('one that cannot be read does not hold', () =>
    expect(statusOf({ validFrom: 'x', validUntil: 'y', revokedAt: null }, now)).toBe('expired'));
  it('is pointed out under seven days, only while it holds', () => {
    expect(endsSoon(life(-1, 6.9), now)).toBe(true);
    expect(endsSoon(life(-1, 7), now)).toBe(false);
    expect(endsSoon(life(1, 2), now)).toBe(false);
  });
});

describe('the next change by time', () => {
  it('is the nearest begin, warning or end', () => {
    expect(nextTurn([life(-1, 30), life(2, 9)], now)).toBe(Date.parse(at(2)));
    expect(nextTurn([life(-1, 10)], now)).toBe(Date.parse(at(10)) - SOON_MS + 1);
    expect(nextTurn([life(-2, -1), life(1, 2, 0)], now)).toBeNull();
  });
  it('is where a status really changes', () => {
    const grant = life(-1, 10);
    const turn = nextTurn([grant], now) ?? 0;
    expect([endsSoon(grant, turn - 1), endsSoon(grant, turn)]).toEqual([false, true]);
  });
});

it('the list begins with what ends first', () => {
  const late = life(-1, 20);
  const soon = life(-1, 2);
  const coming = life(1, 2);
  const over = life(-9, -8);
  expect(inOrder([over, late, coming, soon], now)).toEqual([soon, late, coming, over]);
});
