import type { Intervention } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';
import type { PmColumns } from '@shared/domain/pm';
import type { PreAuthorisation } from '@shared/domain/pre-authorisation';

/** Documents for tests: whole, plausible, and changed by the test where it matters. */
export function anOutage(id: string, over: Partial<Outage> = {}): Outage {
  return {
    id,
    relation: 'impacted',
    pmRef: 'FI-33063-0001',
    infraRef: `OI-${id}`,
    infraOperatorCode: 'FTEL',
    impactedOperatorCode: 'BYTL',
    severity: 'major',
    state: 'unacknowledged',
    raisedAt: '2026-11-24T10:00:00.000Z',
    reportedAt: '2026-11-24T10:00:01.000Z',
    lastVictimAt: '2026-11-24T10:00:00.000Z',
    endedAt: null,
    closedAt: null,
    closing: null,
    attribution: { confidence: 0.9, ambiguous: false, reasons: [] },
    consent: { allowed: false, rule: 'no-grant', why: '', until: null, preAuthorisationId: null },
    lines: [],
    downCount: 1,
    restoredCount: 0,
    interventionState: 'open',
    interventionEndedAt: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    comments: [],
    ...over,
  };
}

export function anIntervention(infraRef: string, over: Partial<Intervention> = {}): Intervention {
  return {
    infraRef,
    infraOperatorCode: 'FTEL',
    pmRef: 'FI-33063-0001',
    nature: '6',
    natureFamily: 'repair',
    state: 'open',
    startedAt: '2026-11-24T09:50:00.000Z',
    endedAt: null,
    testCount: 0,
    concurrent: false,
    ...over,
  };
}

export function aGrant(id: string, over: Partial<PreAuthorisation> = {}): PreAuthorisation {
  return {
    id,
    label: id,
    impactedOperatorCode: 'BYTL',
    orderingOperatorCodes: ['FTEL'],
    scope: { kind: 'departments', departments: ['33'] },
    natures: ['repair'],
    validFrom: '2026-11-24T06:00:00.000Z',
    validUntil: '2026-12-24T06:00:00.000Z',
    reason: 'Pilote',
    grantedBy: 'supervisor.bytl',
    grantedAt: '2026-11-24T06:00:00.000Z',
    revokedBy: null,
    revokedAt: null,
    revokedReason: null,
    ...over,
  };
}

/** `count` PMs, alternating between two networks, four communes in two départements. */
export function somePms(count: number): PmColumns {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
  return {
    pmRef: each((i) => `FI-33063-${String(i).padStart(4, '0')}`),
    longitude: each((i) => -1.2 + (i % 100) / 100),
    latitude: each((i) => 44.2 + Math.floor(i / 100) / 100),
    lineCount: each((i) => 10 + (i % 90)),
    infraOperator: each((i) => i % 2),
    infraOperators: ['FTEL', 'GTHD'],
    commune: each((i) => i % 4),
    communes: [
      { inseeCode: '33063', name: 'Bordeaux', department: '33' },
      { inseeCode: '33449', name: 'Saint-Médard-en-Jalles', department: '33' },
      { inseeCode: '33529', name: 'La Teste-de-Buch', department: '33' },
      { inseeCode: '40192', name: 'Mont-de-Marsan', department: '40' },
    ],
    approximate: each(() => 0),
  };
}
