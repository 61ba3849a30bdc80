import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, downNow, explainedByWorks, type OutageFact, type OutageLine, ofTheJob } from './outage-change';

const attribution = { confidence: 0.9, ambiguous: false, reasons: [] };
const line = (ptoRef: string, state: OutageLine['state'] = 'down', blame: OutageLine['blame'] = 'yes'): OutageLine => ({
  ptoRef,
  state,
  blame,
  cause: 'patch',
  changedAt: 1,
  lostAt: 1,
  heardAt: 1,
  confidence: 0.9,
  ambiguous: false,
  shortCuts: 0,
  reasons: [],
  route: { pboRef: 'B', pmModuleName: 'M', pmModulePosition: '1', splitterPosition: 'S', tube: '1', fibre: '1' },
});
const fact = (...lines: OutageLine[]): OutageFact => ({
  lines,
  attribution: ofTheJob(lines).length > 0 ? attribution : null,
});

describe('changeOf', () => {
  it('opens with the first line that is the job’s, and not for what is not, nor once the job is over', () => {
    expect(changeOf(null, fact(line('A')), false)).toMatchObject({ events: ['new-victim'], downCount: 1 });
    expect(changeOf(null, fact(line('A', 'down', 'no')), false)).toBeNull();
    expect(changeOf(null, fact(line('A')), true)).toBeNull();
  });

  it('tells a new victim from a line lost again, and the last line back from one of several', () => {
    const two = { ...fact(line('A'), line('B', 'restored')), closing: null };
    expect(changeOf(two, fact(line('A'), line('B'), line('C')), false)?.events).toEqual(['new-victim']);
    expect(changeOf(two, fact(line('A'), line('B')), false)?.events).toEqual(['lost-again']);
    expect(changeOf(two, fact(line('A', 'restored'), line('B', 'restored')), false)?.events).toEqual(['all-restored']);
    const both = { ...fact(line('A'), line('B')), closing: null };
    expect(changeOf(both, fact(line('A', 'restored'), line('B')), false)?.events).toEqual([]);
  });

  it('tells of a line that is back as it now is; one whose power went is not back', () => {
    const before = { ...fact(line('A'), line('B')), closing: null };
    const returned = { ...line('A', 'restored'), changedAt: 9 };
    const change = changeOf(before, fact(returned, line('B', 'switched-off', 'no')), false);
    expect(change?.back).toEqual([returned]);
  });

  it('is withdrawn when the alarms clear the job, and reopened by a new victim after a dismissal', () => {
    const open = { ...fact(line('A')), closing: null };
    expect(changeOf(open, fact(line('A', 'switched-off', 'no')), false)).toMatchObject({
      events: ['all-restored', 'confirmed'],
      closing: 'withdrawn',
    });
    const dismissed = { ...fact(line('A')), closing: 'dismissed' as const };
    expect(changeOf(dismissed, fact(line('A')), false)).toMatchObject({ events: [], closing: 'dismissed' });
    expect(changeOf(dismissed, fact(line('A'), line('B')), false)).toMatchObject({
      events: ['new-victim'],
      closing: null,
    });
  });

  it('closes as restored only when the closing test was answered and every line of the job is up', () => {
    const open = { ...fact(line('A')), closing: null };
    expect(changeOf(open, fact(line('A', 'restored')), false)?.closing).toBeNull();
    expect(changeOf(open, fact(line('A')), true)?.closing).toBeNull();
    expect(changeOf(open, fact(line('A', 'restored')), true)?.closing).toBe('restored');
  });

  const anyLine = fc.record({
    ptoRef: fc.constantFrom('A', 'B', 'C', 'D'),
    state: fc.constantFrom('down' as const, 'restored' as const, 'switched-off' as const, 'already-down' as const),
    blame: fc.constantFrom('yes' as const, 'possible' as const, 'no' as const),
  });
  const anyLines = fc
    .uniqueArray(anyLine, { selector: (l) => l.ptoRef })
    .map((lines) => lines.map((l) => line(l.ptoRef, l.state, l.blame)));

  it('safety 14: whatever was known, a line newly down is a new victim, and no outage ends with the job’s lines down', () => {
    fc.assert(
      fc.property(anyLines, anyLines, fc.boolean(), (was, is, over) => {
        const before = { ...fact(...was), closing: null };
        const change = changeOf(before, fact(...is), over);
        const known = new Set(ofTheJob(was).map((l) => l.ptoRef));
        const fresh = downNow(is).filter((l) => !known.has(l.ptoRef));
        expect(change?.events.includes('new-victim')).toBe(fresh.length > 0);
        if (downNow(is).length > 0) expect(change?.closing).toBeNull();
      }),
    );
  });
});

it('lines that works explain are believed to be theirs, as surely as the surest; others say nothing of works', () => {
  const explained = { ...line('A', 'down', 'no'), cause: 'known-works' as const, confidence: 0.2 };
  expect(
    explainedByWorks([explained, { ...explained, ptoRef: 'B', confidence: 0.1 }, line('C', 'down', 'no')]),
  ).toEqual({
    confidence: 0.2,
    ambiguous: false,
    reasons: [{ code: 'known-works', count: 2 }],
  });
  expect(explainedByWorks([line('C')])).toBeNull();
});
