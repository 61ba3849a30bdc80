import type { ImpactedLine } from '@shared/domain/outage';
import { describe, expect, it } from 'vitest';
import { mainCause } from './main-cause';

const line = (cause: ImpactedLine['cause'], state: ImpactedLine['state'] = 'down'): ImpactedLine => ({
  ptoRef: 'FI-0000-0000',
  state,
  cause,
  changedAt: '2026-11-24T12:00:00Z',
  heardAt: '2026-11-24T12:00:01Z',
  confidence: 0.9,
  shortCuts: 0,
});

describe('the cause named first', () => {
  it('is the one that most lines share', () =>
    expect(mainCause([line('module'), line('patch'), line('module')])).toBe('module'));
  it('is of a line that is down, however many came back', () =>
    expect(mainCause([line('power-off', 'restored'), line('power-off', 'restored'), line('patch')])).toBe('patch'));
  it('is unknown without lines, never invented', () => expect(mainCause([])).toBe('unknown'));
});
