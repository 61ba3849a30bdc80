import { describe, expect, it } from 'vitest';
import { Alerts } from './alerts';
import { anOutage } from './samples';

const critical = (over = {}) => anOutage('o1', { severity: 'critical', ...over });
const acknowledged = critical({ state: 'acknowledged' });
const later = '2026-11-24T11:00:00.000Z';

describe('Alerts', () => {
  it('safety 14: announces a new critical once, and again when a new victim joins an acknowledged one', () => {
    const alerts = new Alerts();
    expect(alerts.fromChange(critical())).toBe(true);
    expect(alerts.fromChange(critical({ downCount: 2 }))).toBe(false);
    expect(alerts.fromChange(acknowledged)).toBe(false);
    expect(alerts.fromChange(critical({ lastVictimAt: later }))).toBe(true);
    expect(alerts.fromChange(critical({ lastVictimAt: later }))).toBe(false);
  });

  it('announces one that becomes critical', () => {
    const alerts = new Alerts();
    expect(alerts.fromChange(critical({ severity: 'major' }))).toBe(false);
    expect(alerts.fromChange(critical())).toBe(true);
  });

  it('safety 14: a reconnect repeats nothing, and misses neither a new one nor a new victim', () => {
    const alerts = new Alerts();
    expect(
      alerts.fromSnapshot([critical(), anOutage('o2', { severity: 'critical', state: 'acknowledged' })]),
    ).toHaveLength(1);
    expect(alerts.fromSnapshot([critical()])).toEqual([]);
    const fresh = anOutage('o3', { severity: 'critical' });
    expect(alerts.fromSnapshot([critical(), fresh])).toEqual([fresh]);
    expect(alerts.fromSnapshot([critical({ lastVictimAt: later }), fresh])).toHaveLength(1);
  });

  it('begins anew for another session', () => {
    const alerts = new Alerts();
    alerts.fromChange(critical());
    alerts.forget();
    expect(alerts.fromSnapshot([critical()])).toHaveLength(1);
  });
});
