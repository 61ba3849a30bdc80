import { describe, expect, it } from 'vitest';
import type { Connection, SourceAge } from '../live/live';
import { mayGrantOn } from './granting';

const live: Connection = { state: 'live' };
const alarms = (operatorCode: string, silent: boolean): SourceAge => ({
  id: `alarms:${operatorCode}`,
  kind: 'alarms',
  operatorCode,
  lastHeardAt: null,
  ageSeconds: null,
  silent,
});

describe('granting', () => {
  it('safety 13: waits for a live connection and for every own source', () => {
    const heard = [alarms('BYTL', false)];
    expect(mayGrantOn({ connection: live, sources: heard }, 'BYTL')).toBe(true);
    expect(mayGrantOn({ connection: live, sources: [alarms('BYTL', true)] }, 'BYTL')).toBe(false);
    expect(mayGrantOn({ connection: live, sources: [] }, 'BYTL')).toBe(false);
    const stale: Connection = { state: 'stale', since: '2026-11-24T10:00:00.000Z', attempt: 1 };
    expect(mayGrantOn({ connection: stale, sources: heard }, 'BYTL')).toBe(false);
  });

  it('safety 13: does not wait for the sources of others', () =>
    expect(mayGrantOn({ connection: live, sources: [alarms('BYTL', false), alarms('FTEL', true)] }, 'BYTL')).toBe(
      true,
    ));
});
