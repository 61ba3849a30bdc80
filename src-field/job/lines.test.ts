import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERED, answer, job, line, outage, revoked } from './example';
import { linesOf } from './lines';

const standings = (...given: Parameters<typeof linesOf>) =>
  Object.fromEntries(linesOf(...given).map(({ ptoRef, standing }) => [ptoRef, standing]));
const kinds = (...given: Parameters<typeof linesOf>) =>
  Object.fromEntries(linesOf(...given).map(({ ptoRef, standing }) => [ptoRef, standing.kind]));

describe('whether a line may be repaired', () => {
  it('yes where its operator answered so and still agrees, by whose answer and when', () => {
    expect(standings(job(), [outage()], 5)['PTO-14']).toEqual({
      kind: 'repair',
      live: true,
      testNumber: 1,
      answeredAt: ANSWERED,
    });
  });

  it('not once the consent is withdrawn, whatever the answer said', () => {
    const withdrawn = [outage({ consent: revoked })];
    expect(standings(job(), withdrawn, 5)['PTO-14']).toEqual({ kind: 'leave', why: 'withdrawn' });
  });

  it('not by an operator that answered no; once it agrees, a test has to say so on the wire', () => {
    const no = job({ answers: [answer({ repairAllowed: false })] });
    expect(standings(no, [outage({ consent: { ...revoked, rule: 'no-grant' } })], 5)['PTO-14']).toEqual({
      kind: 'leave',
      why: 'no-grant',
    });
    expect(standings(no, [outage()], 5)['PTO-14']).toEqual({ kind: 'ask', why: 'agreed-since' });
  });

  it('of an operator outside, which the hub cannot hear revoke: as it answered, and not said to be live', () => {
    expect(standings(job(), [], 5)['PTO-14']).toMatchObject({ kind: 'repair', live: false });
    expect(standings(job({ answers: [answer({ repairAllowed: false })] }), [], 5)['PTO-14']).toEqual({
      kind: 'leave',
      why: 'answered-no',
    });
  });

  it('a line cut after the answer waits for a test, and for its answers; with no test left the live consent stands', () => {
    const more = [outage({}, ['14', '15', '16'])];
    expect(standings(job(), more, 5)['PTO-16']).toEqual({ kind: 'ask', why: 'not-tested' });
    expect(kinds(job({ state: 'testing' }), more, 5)['PTO-16']).toBe('wait');
    expect(kinds(job({ testCount: 5 }), more, 5)['PTO-16']).toBe('repair');
  });

  it('not what the infrastructure operator keeps for itself: all, or one line', () => {
    const [kept, free] = answer().impactedLines;
    if (!kept || !free) throw new Error('two lines');
    const one = job({ answers: [answer({ impactedLines: [{ ...kept, reservedByInfra: true }, free] })] });
    expect(standings(one, [outage()], 5)).toMatchObject({
      'PTO-14': { kind: 'leave', why: 'reserved-by-infra' },
      'PTO-15': { kind: 'repair' },
    });
    const all = [outage({ consent: { ...revoked, rule: 'reserved-by-infra' } })];
    expect(standings(job(), all, 5)['PTO-15']).toEqual({ kind: 'leave', why: 'reserved-by-infra' });
  });

  it('nothing in a job without tests: nobody is asked there', () => {
    const lot1 = job({ testCount: 0, answers: [], noTests: 'infra-lot-1' });
    expect(standings(lot1, [outage()], 5)['PTO-14']).toEqual({ kind: 'leave', why: 'no-tests' });
  });

  it('nothing after the end of the job', () => {
    for (const state of ['ended', 'closed'] as const) {
      expect(standings(job({ state }), [outage()], 5)['PTO-14']).toEqual({ kind: 'leave', why: 'job-over' });
    }
  });

  it('never while the live consent denies, whatever else is known', () => {
    const states = fc.constantFrom('open', 'testing', 'ended', 'closed') as fc.Arbitrary<'open'>;
    fc.assert(
      fc.property(states, fc.boolean(), fc.nat(5), fc.boolean(), (state, repairAllowed, testCount, asked) => {
        const given = job({ state, testCount, answers: asked ? [answer({ repairAllowed })] : [] });
        const lines = linesOf(given, [outage({ consent: revoked })], 5);
        expect(lines.map(({ standing }) => standing.kind)).toEqual(['leave', 'leave']);
      }),
    );
  });
});

describe('which lines are the job’s', () => {
  it('those that are down or back; the cord’s colour as the answer told it', () => {
    const lines = [line('14', 'restored'), line('15'), line('16', 'switched-off'), line('17', 'already-down')];
    expect(kinds(job(), [outage({ lines })], 5)).toEqual({ 'PTO-14': 'back', 'PTO-15': 'repair' });
    expect(linesOf(job(), [outage()], 5)[0]?.route?.patchCordColour).toBe('BLEU');
  });

  it('by the last answer where the feed tells nothing', () => {
    const second = answer({ testNumber: 2, restoredPtoRefs: ['PTO-14'] }, ['15']);
    expect(kinds(job({ testCount: 2, answers: [second, answer()] }), [], 5)).toEqual({ 'PTO-15': 'repair' });
  });

  it('none of another job, nor what its operator or later alarms say is not this one’s', () => {
    expect(linesOf(job({ answers: [] }), [outage({ infraRef: 'OI2' })], 5)).toEqual([]);
    for (const closing of ['dismissed', 'withdrawn'] as const) {
      expect(linesOf(job(), [outage({ closing, state: 'closed' })], 5)).toEqual([]);
    }
  });
});
