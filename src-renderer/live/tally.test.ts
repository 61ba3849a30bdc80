import { describe, expect, it } from 'vitest';
import { anOutage } from './samples';
import { Tally } from './tally';

describe('sums over the open outages', () => {
  it('counts what is open by severity, and what nobody acknowledged', () => {
    const tally = new Tally();
    tally.put(anOutage('a', { severity: 'critical' }), true);
    tally.put(anOutage('b', { severity: 'critical', state: 'acknowledged' }), true);
    tally.put(anOutage('b', { severity: 'minor', state: 'acknowledged' }), true);
    tally.put(anOutage('c', { severity: 'major', state: 'closed' }), true);
    expect(tally.counts).toEqual({ critical: 1, major: 0, minor: 1, warning: 0, none: 0 });
    expect(tally.unacknowledged).toBe(1);
    expect(tally.unacknowledgedCritical).toBe(1);
  });

  it('safety 14: what a filter hides still waits for somebody', () => {
    const tally = new Tally();
    tally.put(anOutage('a', { severity: 'critical' }), false);
    expect(tally.counts.critical).toBe(0);
    expect(tally.unacknowledgedCritical).toBe(1);
  });
});
