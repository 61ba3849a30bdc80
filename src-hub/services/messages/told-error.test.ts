import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toldError } from './told-error';

it('a recipient’s refusal: its code and its sentence', () => {
  expect(toldError('M2', 'PM_INCONNU: no such PM')).toEqual({ code: 'PM_INCONNU', text: 'no such PM' });
  expect(toldError('M2', 'PM_INCONNU: ')).toEqual({ code: 'PM_INCONNU' });
  expect(toldError('M2', 'TOO_BAD: not today')).toEqual({ code: 'OTHER_REFUSAL', text: 'TOO_BAD: not today' });
  expect(toldError('M2', null)).toBeNull();
});

it('a partner that is down: what was seen of it', () => {
  expect(toldError('M5TX', 'UNREACHABLE: it answered 503')).toEqual({ code: 'UNREACHABLE', text: 'it answered 503' });
});

it('safety 4: whatever an infrastructure operator says, an impacted one reads no more of it than a code of the interface', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('PM_INCONNU', 'INTERNAL', 'JOB_OF_SFRA', ''), (said, code) => {
      const secret = `SFRA${said}`;
      expect(JSON.stringify(toldError('M5TX', `${code}: ${secret}`))).not.toContain('SFRA');
      expect(toldError('M2', `INTERNAL: ${secret}`)).toEqual({ code: 'INTERNAL' });
    }),
  );
});
