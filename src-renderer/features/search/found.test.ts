import { describe, expect, it } from 'vitest';
import { looksLikeSocket, matching, plain } from './found';

describe('the palette', () => {
  it('finds without accents or case, every word typed', () => {
    const actions = [
      { id: 'a', label: 'Aller à : Pré-autorisations', run: () => undefined },
      { id: 'b', label: 'Réglages', run: () => undefined },
    ];
    expect(matching(actions, 'pre aller').map(({ id }) => id)).toEqual(['a']);
    expect(matching(actions, 'REGL').map(({ id }) => id)).toEqual(['b']);
    expect(matching(actions, '')).toHaveLength(2);
    expect(plain('Bègles')).toBe('begles');
  });
  it('tells a socket from a PM', () => {
    expect(looksLikeSocket(' fi-4k2m-81qz ')).toBe(true);
    expect(looksLikeSocket('FI-33063-00A2')).toBe(false);
  });
});
