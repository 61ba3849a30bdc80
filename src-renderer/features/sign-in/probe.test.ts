import { describe, expect, it } from 'vitest';
import { originOf } from './probe';

describe('the address of a hub as typed', () => {
  it.each([
    ['http://127.0.0.1:4810/', 'http://127.0.0.1:4810'],
    [' https://vigie.exemple.fr/console/ ', 'https://vigie.exemple.fr'],
    ['vigie.exemple.fr', 'https://vigie.exemple.fr'],
    ['ftp://x', null],
    ['javascript://x', null],
    ['http://', null],
    ['', null],
  ])('%j → %j', (typed, origin) => expect(originOf(typed)).toBe(origin));
});
