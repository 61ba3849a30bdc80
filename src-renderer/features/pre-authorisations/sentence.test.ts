import { describe, expect, it } from 'vitest';
import { type Said, sentenceOf, textOf } from './sentence';

const from = new Date(2026, 10, 24, 6, 0).getTime();
const until = new Date(2027, 1, 22, 22, 0).getTime();
const base: Said = {
  orderers: ['Orange'],
  place: { kind: 'departments', departments: ['33'], networks: ['Orange'] },
  pmCount: 2318,
  natures: ['connection', 'repair'],
  from,
  until,
};
const say = (change: Partial<Said>, language: 'fr' | 'en' = 'fr') =>
  textOf(sentenceOf({ ...base, ...change }, language));

describe('a grant in one French sentence', () => {
  it('says who, what, where, for what and until when', () =>
    expect(say({})).toBe(
      'Les techniciens d’Orange peuvent réparer les lignes de nos clients, aux 2\u202f318 PM du réseau Orange dans la Gironde, pour les raccordements et le SAV, du 24/11/2026 06:00 au 22/02/2027 22:00.',
    ));
  it('agrees and elides', () => {
    expect(say({ orderers: ['Bouygues Telecom', 'Free'] })).toContain('de Bouygues Telecom et Free peuvent');
    expect(say({ place: { kind: 'networks', networks: ['Orange', 'Gironde THD'] } })).toContain(
      'aux 2\u202f318 PM des réseaux Orange et Gironde THD, pour',
    );
    expect(say({ place: { kind: 'departments', departments: ['33', '40'], networks: [] }, pmCount: null })).toContain(
      'aux PM de la Gironde et des Landes',
    );
    expect(say({ place: { kind: 'departments', departments: ['40', '33'], networks: ['Orange'] } })).toContain(
      'du réseau Orange dans les Landes et la Gironde, pour',
    );
    expect(say({ place: { kind: 'departments', departments: [], networks: [] } })).toContain(
      'aux 2\u202f318 PM …, pour',
    );
    expect(say({ pmCount: 1 })).toContain('à 1 PM du réseau');
    expect(say({ place: { kind: 'pms', pmRefs: ['FI-33063-00A2'] } })).toContain('au PM FI-33063-00A2, pour');
    expect(say({ place: { kind: 'pms', pmRefs: ['A', 'B'] } })).toContain('à 2 PM, pour');
  });
  it('counts long lists', () =>
    expect(say({ orderers: ['A', 'B', 'C', 'D', 'E'] })).toContain('A, B, C et 2 autres peuvent'));
  it('leaves dots where something is to be chosen, and never a whole sentence then', () => {
    const parts = sentenceOf(
      { orderers: [], place: { kind: 'pms', pmRefs: [] }, pmCount: null, natures: [], from: null, until: null },
      'fr',
    );
    expect(parts.filter(({ kind }) => kind === 'gap')).toHaveLength(5);
  });
});

describe('a grant in one English sentence', () => {
  it('says the same', () =>
    expect(say({}, 'en')).toBe(
      'Technicians of Orange may repair our customers’ lines, at the 2,318 PMs of the network Orange in Gironde, for connections and repairs, from 24 Nov 2026 06:00 to 22 Feb 2027 22:00.',
    ));
  it('has no place left unsaid', () => {
    expect(say({ place: { kind: 'pms', pmRefs: ['X'] } }, 'en')).toContain('at PM X, for');
    expect(say({ place: { kind: 'networks', networks: [] } }, 'en')).toContain('of the network …, for');
  });
});
