import { describe, expect, it } from 'vitest';
import { foldAlarm, type LineWatch, type WatchedAlarm } from './impact/line-watch';
import type { ImpactedLine, Outage } from './outage';
import { nominalTimings } from './timings';
import { verdict as verdictSchema } from './verdict';
import { type JobSeen, type VerdictFacts, verdictOf } from './verdict-of';

const T = nominalTimings;
const MINUTE = 60_000;
const NOW = Date.parse('2025-10-20T10:00:00Z');
const iso = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** Alarms by their minutes before now. */
function watchOf(...alarms: readonly (readonly [WatchedAlarm['kind'], number, number?])[]): LineWatch | undefined {
  return alarms.reduce<LineWatch | undefined>((known, [kind, raised, cleared], i) => {
    const clearedAt = cleared === undefined ? null : NOW + cleared * MINUTE;
    return foldAlarm(known, { notificationId: `${i}`, kind, raisedAt: NOW + raised * MINUTE, clearedAt }, NOW, T);
  }, undefined);
}

const down = watchOf(['LOSI', -10]);
const openJob: JobSeen = { infraRef: 'OI-1', startedAt: NOW - 60 * MINUTE, endedAt: null, natureFamily: 'repair' };

function outage(line: Partial<ImpactedLine> = {}, more: Partial<Outage> = {}): Outage {
  return {
    id: 'o1',
    relation: 'impacted',
    pmRef: 'PM1',
    infraRef: 'OI-1',
    infraOperatorCode: 'GTHD',
    impactedOperatorCode: 'BYTL',
    severity: 'major',
    state: 'unacknowledged',
    raisedAt: iso(-10),
    reportedAt: iso(-10),
    lastVictimAt: iso(-10),
    endedAt: null,
    closedAt: null,
    closing: null,
    attribution: { confidence: 0.95, ambiguous: false, reasons: [] },
    consent: { allowed: true, rule: 'granted', why: '', until: null, preAuthorisationId: null },
    lines: [
      {
        ptoRef: 'P1',
        state: 'down',
        cause: 'patch',
        changedAt: iso(-10),
        heardAt: iso(-10),
        confidence: 0.95,
        shortCuts: 0,
        ...line,
      },
    ],
    downCount: 1,
    restoredCount: 0,
    interventionState: 'open',
    interventionEndedAt: null,
    acknowledgedBy: null,
    acknowledgedAt: null,
    comments: [],
    ...more,
  };
}

function ask(more: Partial<VerdictFacts>) {
  const facts: VerdictFacts = {
    ptoRef: 'P1',
    pmRef: 'PM1',
    watch: down,
    outages: [],
    jobs: [openJob],
    knownWorks: false,
    source: { lastHeardAt: iso(-0.05) },
    ...more,
  };
  const said = verdictOf(facts, NOW, T);
  expect(verdictSchema.parse(said)).toEqual(said);
  return { ...said, codes: said.evidence.map(({ code }) => code) };
}

describe('is it a neighbour’s job?', () => {
  it('yes: the line is down in an outage of an open job, surely', () => {
    expect(ask({ outages: [outage()] })).toMatchObject({
      verdict: 'yes',
      since: iso(-10),
      confidence: 0.95,
      repairAllowed: true,
      expectedEnd: iso(60),
      dataAgeSeconds: 3,
      codes: ['line-down', 'cut-by-open-job'],
    });
  });

  it('yes: left down by a job that has ended, and then nobody knows until when', () => {
    const ended = { ...openJob, endedAt: NOW - 5 * MINUTE };
    const said = ask({ outages: [outage({}, { interventionEndedAt: iso(-5) })], jobs: [ended] });
    expect(said).toMatchObject({ verdict: 'yes', codes: ['line-down', 'cut-by-ended-job'] });
    expect(said.expectedEnd).toBeUndefined();
  });

  it.each<[string, Partial<VerdictFacts>, readonly string[]]>([
    ['the line was never lost', { watch: undefined }, ['line-up']],
    ['it is back', { watch: watchOf(['LOSI', -10, -2]) }, ['line-up']],
    [
      'it was cut by a job and is back',
      { watch: watchOf(['LOSI', -10, -2]), outages: [outage({ state: 'restored' })] },
      ['line-up', 'restored'],
    ],
    ['it was lost before the job', { watch: watchOf(['LOSI', -90]) }, ['line-down', 'down-before-job']],
    ['its power went', { watch: watchOf(['LOSI', -10], ['DYING_GASP', -10]) }, ['line-down', 'power-off']],
    ['its PON failed', { watch: watchOf(['LOS', -10]) }, ['line-down', 'pon-failure']],
    ['there is no job at the PM', { jobs: [] }, ['line-down', 'no-job-at-pm']],
    ['works were planned', { knownWorks: true }, ['line-down', 'known-works']],
  ])('no: %s', (_why, facts, codes) => {
    expect(ask(facts)).toMatchObject({ verdict: 'no', codes });
  });

  it.each<[string, Partial<VerdictFacts>, readonly string[]]>([
    ['the alarms are silent', { source: { lastHeardAt: iso(-1) }, outages: [outage()] }, ['source-silent']],
    ['they were never heard', { source: { lastHeardAt: null } }, ['source-silent']],
    [
      'several jobs may have done it',
      { outages: [outage({ confidence: 0.49 }, { attribution: { confidence: 0.49, ambiguous: true, reasons: [] } })] },
      ['line-down', 'ambiguous-jobs'],
    ],
    ['it is no more than possible', { outages: [outage({ confidence: 0.57 })] }, ['line-down', 'job-open-at-pm']],
    ['a job is open, and nothing ties the line to it', {}, ['line-down', 'job-open-at-pm']],
    ['the outage was dismissed', { outages: [outage({}, { closing: 'dismissed' })] }, ['line-down', 'job-open-at-pm']],
  ])('unknown: %s', (_why, facts, codes) => {
    expect(ask(facts)).toMatchObject({ verdict: 'unknown', codes });
  });

  it('another customer’s line in an outage says nothing of this one', () => {
    expect(ask({ outages: [outage({ ptoRef: 'P2' })], watch: undefined }).verdict).toBe('no');
  });
});
