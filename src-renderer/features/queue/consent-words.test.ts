import type { ConsentDecision } from '@shared/domain/outage';
import { describe, expect, it } from 'vitest';
import { consentOf } from './consent-words';
import { queueWords } from './words';

const no: ConsentDecision = { allowed: false, rule: 'no-grant', why: '', until: null, preAuthorisationId: null };
const yes: ConsentDecision = { ...no, allowed: true, rule: 'granted' };

type Facts = Parameters<typeof consentOf>[0];
const facts = (over: Partial<Facts>): Facts => ({
  relation: 'impacted',
  downCount: 1,
  interventionState: 'open',
  consent: no,
  ...over,
});
const said = (over: Partial<Facts>) => consentOf(facts(over), queueWords.en);

describe('the third line of a row', () => {
  it('is a no unless a grant says otherwise', () => {
    expect(said({})).toEqual({ consent: 'no', text: 'No pre-authorisation' });
    expect(said({ consent: { ...no, rule: 'out-of-scope' } })).toEqual({ consent: 'no', text: 'Repair refused' });
    expect(said({ consent: yes })).toEqual({ consent: 'yes', text: 'Repair allowed' });
  });
  it('says for how many ordering operators, where they differ', () => {
    const matrix = [
      { ...yes, orderingOperatorCode: 'FTEL' },
      { ...no, orderingOperatorCode: 'SFRA' },
    ];
    expect(said({ consent: { ...yes, matrix } }).text).toBe('Allowed: 1 of 2 ordering operators');
  });
  it('is the decision for the real one where the reader may know who ordered the job', () => {
    const matrix = [{ ...yes, orderingOperatorCode: 'FTEL' }];
    const both = ['impacted', 'ordering'] as const;
    expect(said({ relations: [...both], consent: { ...no, matrix } }).text).toBe('No pre-authorisation');
  });
  it('waits for the closing test once lines are back', () => {
    expect(said({ downCount: 0 }).consent).toBe('waiting');
    expect(said({ downCount: 0, interventionState: 'closed' }).text).toBe('Service restored');
  });
});
