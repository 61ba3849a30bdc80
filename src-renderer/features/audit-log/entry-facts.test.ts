import { expect, it } from 'vitest';
import { factsOf } from './entry-facts';

it('what was kept is flat, named by its path, nothing left out', () =>
  expect(
    factsOf({
      reason: 'essai',
      none: null,
      codes: ['FTEL', 'GTHD'],
      empty: [],
      scope: { kind: 'pms', more: {} },
      rows: [{ a: 1 }, { a: false }],
    }),
  ).toEqual([
    ['reason', 'essai'],
    ['none', '–'],
    ['codes', 'FTEL, GTHD'],
    ['empty', '–'],
    ['scope.kind', 'pms'],
    ['scope.more', '–'],
    ['rows[0].a', '1'],
    ['rows[1].a', 'false'],
  ]));
