import type { Intervention, TestAnswer } from '@shared/domain/intervention';
import type { Outage } from '@shared/domain/outage';

// A job of FTEL at which lines of BYTL were cut, for tests beside the rules.

export const T0 = '2026-11-24T12:31:00.000Z';
export const ANSWERED = '2026-11-24T12:43:20.000Z';

export const job = (over: Partial<Intervention> = {}): Intervention => ({
  infraRef: 'OI1',
  infraOperatorCode: 'FTEL',
  pmRef: 'FI-33063-00A2',
  nature: '4',
  natureFamily: 'repair',
  state: 'open',
  startedAt: T0,
  endedAt: null,
  testCount: 1,
  concurrent: false,
  orderingOperatorCode: 'FTEL',
  orderingRef: 'T-1',
  answers: [answer()],
  ...over,
});

export const route = (position: string, module = 'M07') => ({
  pboRef: 'PBO-1',
  pmModuleName: module,
  pmModulePosition: position,
  splitterPosition: 'C2-05',
  tube: 'T03',
  fibre: 'F04',
  patchCordColour: 'BLEU',
});

/** Lines `PTO-<position>` in the answer of BYTL. */
export function answer(over: Partial<TestAnswer> = {}, positions: readonly string[] = ['14', '15']): TestAnswer {
  return {
    testNumber: 1,
    isClosingTest: false,
    impactedOperatorCode: 'BYTL',
    repairAllowed: true,
    receivedAt: ANSWERED,
    impactedLines: positions.map((position) => ({
      ...route(position),
      ptoRef: `PTO-${position}`,
      changedAt: T0,
      reservedByInfra: false,
    })),
    restoredPtoRefs: [],
    ...over,
  };
}

const granted = { allowed: true, rule: 'granted', why: '', until: null, preAuthorisationId: null } as const;
export const revoked = { ...granted, allowed: false, rule: 'revoked' } as const;

export function outage(over: Partial<Outage> = {}, positions: readonly string[] = ['14', '15']): Outage {
  return {
    id: 'O1',
    relation: 'ordering',
    pmRef: 'FI-33063-00A2',
    infraRef: 'OI1',
    infraOperatorCode: 'FTEL',
    impactedOperatorCode: 'BYTL',
    severity: 'minor',
    state: 'unacknowledged',
    raisedAt: T0,
    reportedAt: T0,
    lastVictimAt: T0,
    endedAt: null,
    closedAt: null,
    closing: null,
    attribution: { confidence: 0.9, ambiguous: false, reasons: [] },
    consent: granted,
    lines: positions.map((position) => line(position)),
    downCount: positions.length,
    restoredCount: 0,
    interventionState: 'open',
    interventionEndedAt: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    comments: [],
    ...over,
  };
}

export function line(position: string, state: Outage['lines'][number]['state'] = 'down'): Outage['lines'][number] {
  return {
    ptoRef: `PTO-${position}`,
    state,
    cause: 'patch',
    changedAt: T0,
    heardAt: T0,
    confidence: 0.9,
    shortCuts: 0,
    route: route(position),
  };
}
