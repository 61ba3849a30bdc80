import { describe, expect, it } from 'vitest';
import { mayGrant, STALE_AFTER_MS, silent } from './freshness';

const NOW = Date.parse('2025-10-20T10:00:00Z');
const heard = (agoMs: number) => ({ lastHeardAt: new Date(NOW - agoMs).toISOString() });
const never = { lastHeardAt: null };

describe('safety 13: a source', () => {
  it('is silent once nothing was heard of it for longer than five seconds', () => {
    expect(silent(heard(0), NOW)).toBe(false);
    expect(silent(heard(STALE_AFTER_MS), NOW)).toBe(false);
    expect(silent(heard(STALE_AFTER_MS + 1), NOW)).toBe(true);
  });

  it('is silent if it was never heard, or its last word cannot be dated', () => {
    expect(silent(never, NOW)).toBe(true);
    expect(silent({ lastHeardAt: 'tantôt' }, NOW)).toBe(true);
  });
});

describe('safety 13: granting', () => {
  it('needs a live connection and every own source heard', () => {
    expect(mayGrant(true, [heard(100), heard(4000)], NOW)).toBe(true);
    expect(mayGrant(false, [heard(100)], NOW)).toBe(false);
    expect(mayGrant(true, [heard(100), heard(6000)], NOW)).toBe(false);
    expect(mayGrant(true, [heard(100), never], NOW)).toBe(false);
  });

  it('is not for who has no source: what it would decide upon is unknown', () => {
    expect(mayGrant(true, [], NOW)).toBe(false);
  });
});
