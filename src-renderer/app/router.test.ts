import { describe, expect, it } from 'vitest';
import { hashOf, homeOf, type Screen, screenOf, screensOf } from './router';

describe('screens by role', () => {
  it('each role gets its own part', () => {
    expect(screensOf('supervisor')).toEqual(['supervision', 'pre-authorisations', 'line', 'messages', 'reports']);
    expect(screensOf('hotline')).toEqual(['supervision', 'line']);
    expect(screensOf('auditor')).toEqual(['supervision', 'pre-authorisations', 'rollout', 'reports', 'log']);
    expect(screensOf('admin')).toEqual(expect.arrayContaining(['messages', 'rollout', 'reports', 'log', 'inventory']));
    expect(screensOf('technician')).toEqual([]);
    expect(screensOf('system')).toEqual([]);
  });

  it('hotline starts at the line lookup, the auditor at the reports', () => {
    expect(homeOf('supervisor')?.name).toBe('supervision');
    expect(homeOf('hotline')?.name).toBe('line');
    expect(homeOf('auditor')?.name).toBe('reports');
    expect(homeOf('technician')).toBeNull();
  });
});

describe('the address', () => {
  const screens: readonly Screen[] = [
    { name: 'supervision' },
    { name: 'pre-authorisations', view: { kind: 'list' } },
    { name: 'pre-authorisations', view: { kind: 'new', prefill: null } },
    { name: 'pre-authorisations', view: { kind: 'one', id: 'a/b é' } },
    { name: 'line', ptoRef: null },
    { name: 'messages' },
    { name: 'reports' },
  ];
  it('comes back as the same screen', () => {
    for (const screen of screens) expect(screenOf(hashOf(screen), 'supervisor')).toEqual(screen);
  });
  it('safety 20: never holds a customer’s socket', () =>
    expect(hashOf({ name: 'line', ptoRef: 'FI-4K2M-81QZ' })).toBe('#/line'));
  it('of an unknown screen, or one of another role, is none', () => {
    expect(screenOf('#/shift', 'supervisor')).toBeNull();
    expect(screenOf('#/log', 'supervisor')).toBeNull();
    expect(screenOf('#/pre-authorisations', 'hotline')).toBeNull();
    expect(screenOf('#/pre-authorisations/%E0%A4%A', 'supervisor')).toMatchObject({ view: { id: '%E0%A4%A' } });
  });
});
