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

  it('says whose lines come and go', () => {
    expect(french(entry('new-victims', 2), 'Free')).toBe('2 lignes Free coupées de plus : alarme relancée');
    expect(french(entry('lines-lost', 2), 'Free')).toBe('2 lignes Free perdues');
    expect(french(entry('lines-back', 1), null)).toBe('1 ligne revenue');
    expect(english(entry('lines-back', 2), 'Free')).toBe('2 Free lines back');
    expect(english(entry('outage-closed'), 'Free')).toBe('Outage closed (Free)');
  });
});
