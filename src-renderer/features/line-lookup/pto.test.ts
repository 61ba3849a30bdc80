import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ptoOf } from './pto';

describe('a socket’s reference as it is pasted', () => {
  it('loses what stands around and between', () => {
    for (const text of [
      'FI-4K2M-81QZ',
      '  fi-4k2m-81qz\n',
      'FI-4K2M- 81QZ',
      '«\u202fFI-4K2M-81QZ\u202f».',
      '"FI-4K2M-81QZ",',
      'FI\u20134K2M\u201381QZ',
      '\u200bFI-4K2M-81QZ\ufeff',
      'PTO: FI-4K2M-81QZ',
      'ＦＩ-4K2M-81QZ',
    ])
      expect(ptoOf(text)).toBe('FI-4K2M-81QZ');
  });
  it('safety 23: keeps no invisible turn of direction', () => expect(ptoOf('A\u202eB')).toBe('AB'));
  it('is none of an empty or an endless text', () => {
    expect(ptoOf('  ""  ')).toBeNull();
    expect(ptoOf('x'.repeat(51))).toBeNull();
  });
  it('never holds a space or a small letter, whatever is pasted', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const ref = ptoOf(text);
        if (ref !== null) expect(ref).toBe(ref.replaceAll(/\s/g, '').toUpperCase());
      }),
    ));
});
