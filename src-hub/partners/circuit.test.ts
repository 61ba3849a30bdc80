import { expect, it } from 'vitest';
import { Circuit } from './circuit';

it('a partner that failed five times in a row is tried once at a time, later and later, until it answers', () => {
  const circuit = new Circuit();
  for (let i = 0; i < 4; i += 1) circuit.failed(0);
  expect(circuit.allowed(0, 8)).toBe(8);
  circuit.failed(0);
  expect([circuit.allowed(1_999, 8), circuit.allowed(2_000, 8)]).toEqual([0, 1]);
  circuit.failed(2_000);
  expect([circuit.allowed(5_999, 8), circuit.allowed(6_000, 8)]).toEqual([0, 1]);
  for (let i = 0; i < 20; i += 1) circuit.failed(circuit.until);
  const paused = circuit.until;
  circuit.failed(paused);
  expect(circuit.until - paused).toBe(60_000);
  circuit.heard();
  expect([circuit.isDown, circuit.allowed(0, 8)]).toEqual([false, 8]);
});

it('failures between answers do not add up', () => {
  const circuit = new Circuit();
  for (let i = 0; i < 20; i += 1) {
    circuit.failed(i);
    circuit.heard();
  }
  expect(circuit.isDown).toBe(false);
});
