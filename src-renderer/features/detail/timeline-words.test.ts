import type { TimelineEntry } from '@shared/contract/http';
import { describe, expect, it } from 'vitest';
import { timelineWords } from './timeline-words';

const at = '2026-11-24T10:00:00.000Z';
const entry = (kind: TimelineEntry['kind'], count?: number): TimelineEntry => ({
  at,
  heardAt: at,
  kind,
  ...(count === undefined ? {} : { count }),
});
const french = (e: TimelineEntry, name: string | null) => timelineWords.fr[e.kind](e, name).replace(/\s/g, ' ');
const english = (e: TimelineEntry, name: string | null) => timelineWords.en[e.kind](e, name);

describe('the timeline', () => {
  it('says whose lines, and how many, as an outage opens', () => {
    expect(french(entry('outage-opened', 3), 'Orange')).toBe('Coupure ouverte : 3 lignes Orange coupées');
    expect(english(entry('outage-opened', 3), 'Orange')).toBe('Outage opened: 3 Orange lines down');
    expect(french(entry('outage-opened', 1), 'Free')).toBe('Coupure ouverte : 1 ligne Free coupée');
    expect(english(entry('outage-opened', 1), null)).toBe('Outage opened: 1 line down');
  });

  it('says what was done in words, an unknown code as it was sent', () => {
    const report = { ...entry('CR', 1), text: 'RESEAT_CONNECTOR, NOT_RESTORED, X9' };
    expect(french(report, 'Orange')).toBe(
      'Compte rendu envoyé par Orange : connecteur rebranché, service non rétabli, X9',
    );
    expect(english(report, null)).toBe('Report sent: connector plugged in again, service not restored, X9');
    expect(french(entry('CR', 0), 'Orange')).toBe('Compte rendu envoyé par Orange');
  });

  it('says in words that there is none', () => {
    expect(french(entry('photo', 0), null)).toBe('Photo au départ : aucune ligne coupée');
    expect(french(entry('photo', 2), null)).toBe('Photo au départ : 2 lignes déjà coupées');
    const none = { ...entry('M6TX', 0), testNumber: 1, repairAllowed: false };
    expect(french(none, 'SFR')).toBe(
      'Réponse au test 1 envoyée au donneur d’ordre pour SFR : aucune ligne coupée (M6T1)',
    );
    expect(english(none, 'SFR')).toBe('Answer to test 1 sent to the ordering operator for SFR: no line down (M6T1)');
  });

  it('says whose lines come and go', () => {
    expect(french(entry('new-victims', 2), 'Free')).toBe('2 lignes Free coupées de plus : alarme relancée');
    expect(french(entry('lines-lost', 2), 'Free')).toBe('2 lignes Free perdues');
    expect(french(entry('lines-back', 1), null)).toBe('1 ligne revenue');
    expect(english(entry('lines-back', 2), 'Free')).toBe('2 Free lines back');
    expect(english(entry('outage-closed'), 'Free')).toBe('Outage closed (Free)');
  });
});
