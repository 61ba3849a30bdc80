import { expect, it } from 'vitest';
import { standingOf } from './standing';

it.each([
  ['dead', null, { code: 'PM_INCONNU' }, 'refused'],
  ['dead', null, { code: 'UNREACHABLE' }, 'gave-up'],
  ['waiting', null, { code: 'UNREACHABLE' }, 'failing'],
  ['waiting', null, { code: 'INTERNAL' }, 'failed-here'],
  ['waiting', 'no-link', null, 'no-link'],
  ['waiting', 'behind', null, 'behind'],
  ['waiting', null, null, 'leaving'],
] as const)('%s, held up by %s, with error %o: %s', (state, heldUp, error, standing) => {
  expect(standingOf({ state, heldUp, error })).toBe(standing);
});
