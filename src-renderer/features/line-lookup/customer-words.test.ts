import type { Verdict } from '@shared/domain/verdict';
import { describe, expect, it } from 'vitest';
import { customerWords } from './customer-words';

const at = new Date(2026, 10, 24, 12, 41, 12).toISOString();
const end = new Date(2026, 10, 24, 13, 30, 0).toISOString();
const now = new Date(2026, 10, 24, 12, 50, 0).getTime();
const verdict = (change: Partial<Verdict>): Verdict => ({
  ptoRef: 'FI-4K2M-81QZ',
  pmRef: 'FI-33063-00A2',
  verdict: 'yes',
  evidence: [],
  dataAgeSeconds: 1,
  ...change,
});

describe('words to tell the customer', () => {
  it('of a job under way: since when, about until when, and that it is an estimate', () => {
    const told = verdict({
      since: at,
      expectedEnd: end,
      evidence: [{ code: 'cut-by-open-job', infraRef: 'SECRET-1' }],
    });
    const fr = customerWords(told, 'fr', now);
    expect(fr).toContain('depuis 12:41');
    expect(fr).toContain('vers 13:30');
    expect(fr).toContain('estimation');
    expect(customerWords(told, 'en', now)).toContain('this is an estimate');
  });
  it('of yesterday say the day, and of an end that is past say nothing', () => {
    const told = verdict({ since: at, expectedEnd: end, evidence: [{ code: 'cut-by-open-job' }] });
    const later = now + 86_400_000;
    expect(customerWords(told, 'fr', later)).toContain('depuis le 24/11/2026 à 12:41');
    expect(customerWords(told, 'fr', later)).not.toContain('vers');
  });
  it('say that the technician may repair only where he may', () => {
    const allowed = verdict({ repairAllowed: true, evidence: [{ code: 'cut-by-open-job' }] });
    expect(customerWords(allowed, 'fr', now)).toContain('autorisé à la rétablir');
    expect(customerWords({ ...allowed, repairAllowed: false }, 'fr', now)).not.toContain('autorisé');
    expect(customerWords(verdict({ evidence: [{ code: 'cut-by-open-job' }] }), 'en', now)).not.toContain('allowed');
  });
  it('of what is not known never blame anybody', () => {
    const told = verdict({
      verdict: 'unknown',
      since: at,
      evidence: [{ code: 'job-open-at-pm' }, { code: 'source-silent' }],
    });
    expect(customerWords(told, 'fr', now)).toContain('Nous ne pouvons pas dire');
    expect(customerWords(told, 'fr', now)).not.toContain('à cause');
  });
  it('safety 4: hold no reference, whatever the evidence holds', () => {
    const codes = [
      'line-up',
      'line-down',
      'down-before-job',
      'power-off',
      'pon-failure',
      'cut-by-open-job',
      'cut-by-ended-job',
      'ambiguous-jobs',
      'no-job-at-pm',
      'job-open-at-pm',
      'restored',
      'source-silent',
      'known-works',
    ] as const;
    for (const code of codes)
      for (const answer of ['yes', 'no', 'unknown'] as const)
        for (const language of ['fr', 'en'] as const) {
          const text = customerWords(
            verdict({ verdict: answer, evidence: [{ code, infraRef: 'SECRET-1' }] }),
            language,
            now,
          );
          expect(text).not.toMatch(/SECRET|FI-/);
          expect(text.length).toBeGreaterThan(30);
        }
  });
});
