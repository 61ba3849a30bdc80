import { describe, expect, it } from 'vitest';
import type { PreAuthorisation } from '../pre-authorisation';
import { residualGrants } from './residual';
import { sharedPms } from './scope';

const NOW = Date.parse('2025-10-20T10:00:00Z');
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();

const pms = [
  { pmRef: 'PM1', infraOperatorCode: 'FTEL', department: '33' },
  { pmRef: 'PM2', infraOperatorCode: 'GTHD', department: '33' },
  { pmRef: 'PM3', infraOperatorCode: 'FTEL', department: '40' },
];

function grant(more: Partial<PreAuthorisation>): PreAuthorisation {
  return {
    id: 'other',
    label: 'PA-0002',
    impactedOperatorCode: 'BYTL',
    orderingOperatorCodes: ['FTEL', 'SFRA'],
    scope: { kind: 'departments', departments: ['33'] },
    natures: ['repair'],
    validFrom: at(-24),
    validUntil: at(24),
    reason: 'pilote',
    grantedBy: 'supervisor.bytl',
    grantedAt: at(-24),
    revokedBy: null,
    revokedAt: null,
    revokedReason: null,
    ...more,
  };
}

const revoked = grant({ id: 'revoked', orderingOperatorCodes: ['FTEL'], revokedAt: at(0) });
const left = (more: Partial<PreAuthorisation>) => residualGrants(revoked, [grant(more)], NOW, pms).length === 1;

describe('residualGrants', () => {
  it('safety 8: names another grant that still allows some of it', () => {
    expect(left({})).toBe(true);
    expect(left({ scope: { kind: 'networks', infraOperatorCodes: ['GTHD'] } })).toBe(true);
    expect(left({ scope: { kind: 'pms', pmRefs: ['PM2'] } })).toBe(true);
  });

  it('one that begins before the revoked one would have ended counts, a later one does not', () => {
    expect(left({ validFrom: at(5), validUntil: at(50) })).toBe(true);
    expect(left({ validFrom: at(24), validUntil: at(50) })).toBe(false);
  });

  it.each<[string, Partial<PreAuthorisation>]>([
    ['is the revoked one', { id: 'revoked' }],
    ['is another operator’s', { impactedOperatorCode: 'FREE' }],
    ['is for another ordering operator', { orderingOperatorCodes: ['SFRA'] }],
    ['is for another nature', { natures: ['connection'] }],
    [
      'is for places without a line',
      { scope: { kind: 'departments', departments: ['33'], infraOperatorCodes: ['XXXX'] } },
    ],
    ['is for PMs elsewhere', { scope: { kind: 'pms', pmRefs: ['PM3'] } }],
    ['has ended', { validUntil: at(0) }],
    ['is revoked itself', { revokedAt: at(-1) }],
  ])('leaves out one that %s', (_what, more) => {
    expect(left(more)).toBe(false);
  });
});

it('sharedPms: the PMs that both scopes cover, either way round', () => {
  const gironde = { kind: 'departments', departments: ['33'] } as const;
  const orange = { kind: 'networks', infraOperatorCodes: ['FTEL'] } as const;
  const named = { kind: 'pms', pmRefs: ['PM2', 'PM3'] } as const;
  const refs = (...scopes: Parameters<typeof sharedPms>) => sharedPms(...scopes).map(({ pmRef }) => pmRef);
  expect(refs({ ...gironde, departments: ['33'] }, { ...orange, infraOperatorCodes: ['FTEL'] }, pms)).toEqual(['PM1']);
  expect(refs({ ...named, pmRefs: [...named.pmRefs] }, { ...gironde, departments: ['33'] }, pms)).toEqual(['PM2']);
});
