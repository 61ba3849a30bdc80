import { describe, expect, it } from 'vitest';
import { checkVersion, migrations, pending } from './migrate';

const known = migrations();
const applied = known.map(({ number, name, checksum }) => ({ number, name, checksum }));

describe('migrations', () => {
  it('are numbered from 1 without a gap', () => {
    expect(known.map(({ number }) => number)).toEqual(known.map((_, i) => i + 1));
  });

  it('run once, in order', () => {
    expect(pending(known, [])).toEqual(known);
    expect(pending(known, applied)).toEqual([]);
  });

  it('refuse a database whose migration was changed, or is newer', () => {
    const changed = applied.map((row) => ({ ...row, checksum: 'another' }));
    expect(() => pending(known, changed)).toThrow(/was changed after it ran/);
    const newer = { number: 999, name: '999_later.sql', checksum: '' };
    expect(() => pending(known, [...applied, newer])).toThrow(/newer than this hub/);
  });

  it('refuse, without the owner, a database that lacks one', () => {
    expect(() => checkVersion(known, [])).toThrow(/VIGIE_OWNER_URL/);
    expect(() => checkVersion(known, applied)).not.toThrow();
  });
});
