import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HubClock } from './clock';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe("the hub's clock on screen", () => {
  it("safety 17: ages go by the hub's clock, not this machine's", () => {
    const clock = new HubClock();
    clock.setOffset(-90_000);
    expect(clock.now()).toBe(910_000);
  });

  it('ticks all who listen with one timer, and stops with the last', () => {
    const clock = new HubClock();
    const a = vi.fn();
    const b = vi.fn();
    const leaveA = clock.subscribe(a);
    const leaveB = clock.subscribe(b);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(2_000);
    leaveA();
    vi.advanceTimersByTime(1_000);
    expect([a.mock.calls.length, b.mock.calls.length]).toEqual([2, 3]);
    leaveB();
    expect(vi.getTimerCount()).toBe(0);
  });
});
