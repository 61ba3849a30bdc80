import { expect, it } from 'vitest';
import { hubArgument } from './arguments';

it('the hub of this start: the flag before the environment, its origin alone', () => {
  expect(
    hubArgument(['electron', '.', '--hub=http://127.0.0.1:4810/x?y'], { VIGIE_HUB: 'https://other.example' }),
  ).toBe('http://127.0.0.1:4810');
  expect(hubArgument(['electron', '.'], { VIGIE_HUB: 'https://other.example' })).toBe('https://other.example');
});

it('no hub: none given, or an address that is not one of a hub', () => {
  expect(hubArgument(['electron', '.'], {})).toBeUndefined();
  expect(hubArgument(['--hub=file:///etc'], {})).toBeUndefined();
  expect(hubArgument(['--hub='], {})).toBeUndefined();
});
