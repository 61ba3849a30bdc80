import { grantDraft } from '@shared/domain/pre-authorisation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changed, DAY_MS, type Draft, gapsOf, grantOf, newDraft, previewOf } from './draft';

const now = Date.parse('2026-11-24T10:00:30Z');
const prefill = { pmRef: 'FI-33063-00A2', infraOperatorCode: 'FTEL', natureFamily: 'repair' } as const;
const ready: Draft = {
  ...newDraft(now, null, null),
  orderers: ['FTEL'],
  departments: ['33'],
  reason: 'Généralisation',
};

describe('a draft from an outage', () => {
  it('is as narrow as what is needed', () =>
    expect(newDraft(now, prefill, '33')).toMatchObject({
      orderers: [],
      scopeKind: 'pms',
      pmRefs: ['FI-33063-00A2'],
      departments: ['33'],
      networks: ['FTEL'],
      natures: ['repair'],
      validUntil: Date.parse('2026-11-25T10:00:00Z'),
    }));
  it('keeps both kinds of job where the outage does not tell', () =>
    expect(newDraft(now, { ...prefill, natureFamily: 'unknown' }, null).natures).toEqual(['connection', 'repair']));
});

describe('what is missing', () => {
  it('is named in the order of the form', () =>
    expect(gapsOf(newDraft(now, null, null), now)).toEqual(['orderers', 'departments', 'reason']));
  it('safety 8: more than 90 days is refused here too', () => {
    const long = changed(ready, {
      change: 'set',
      values: { validUntil: (ready.validFrom ?? 0) + 90 * DAY_MS + 60_000 },
    });
    expect(gapsOf(long, now)).toEqual(['cap']);
    expect(gapsOf(changed(ready, { change: 'last', days: 90 }), now)).toEqual([]);
  });
  it('an end that is past, before the begin, or no date', () => {
    expect(gapsOf({ ...ready, validUntil: now - 1 }, now)).toEqual(['past']);
    expect(gapsOf({ ...ready, validFrom: now + 2 * DAY_MS, validUntil: now + DAY_MS }, now)).toEqual(['order']);
    expect(gapsOf({ ...ready, validFrom: null, validUntil: null }, now)).toEqual(['from', 'until']);
  });
  it('safety 8: a reason of spaces is none', () =>
    expect(gapsOf({ ...ready, reason: '    ' }, now)).toEqual(['reason']));
});

describe('a draft on its way to the hub', () => {
  it('keeps only the scope in front', () => {
    const draft = { ...ready, pmRefs: ['X'], networks: ['GTHD'] };
    expect(grantOf(draft, now)?.scope).toEqual({
      kind: 'departments',
      departments: ['33'],
      infraOperatorCodes: ['GTHD'],
    });
    expect(grantOf({ ...draft, scopeKind: 'networks' }, now)?.scope).toEqual({
      kind: 'networks',
      infraOperatorCodes: ['GTHD'],
    });
    expect(grantOf({ ...draft, scopeKind: 'pms' }, now)?.scope).toEqual({ kind: 'pms', pmRefs: ['X'] });
  });
  it('is previewed before a reason is written, and asked again for nothing that changes no coverage', () => {
    const bare = { ...ready, reason: '' };
    expect(grantOf(bare, now)).toBeNull();
    expect(previewOf(bare, now)).toEqual(previewOf({ ...ready, ticket: 'CHG-1' }, now));
  });
  it('whatever is done, what is sent is what the contract takes', () => {
    const codes = fc.subarray(['FTEL', 'GTHD', 'BYTL']);
    const draft = fc.record({
      orderers: codes,
      scopeKind: fc.constantFrom('networks', 'departments', 'pms'),
      networks: codes,
      departments: fc.subarray(['33', '40', '2A']),
      pmRefs: fc.subarray(['a', 'b']),
      natures: fc.subarray(['connection', 'repair'] as const),
      validFrom: fc.option(fc.integer({ min: now - 100 * DAY_MS, max: now + 100 * DAY_MS })),
      validUntil: fc.option(fc.integer({ min: now - 100 * DAY_MS, max: now + 300 * DAY_MS })),
      reason: fc.string({ maxLength: 500 }),
      ticket: fc.string({ maxLength: 50 }),
    });
    fc.assert(
      fc.property(draft, (any) => {
        const grant = grantOf(any as Draft, now);
        if (grant !== null) expect(grantDraft.safeParse(grant).error).toBeUndefined();
      }),
    );
  });
});

it('a PM is listed once and can be dropped', () => {
  const twice = changed(changed(ready, { change: 'add-pm', pmRef: 'A' }), { change: 'add-pm', pmRef: 'A' });
  expect(twice.pmRefs).toEqual(['A']);
  expect(changed(twice, { change: 'drop-pm', pmRef: 'A' }).pmRefs).toEqual([]);
});
