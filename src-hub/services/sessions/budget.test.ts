import { expect, it } from 'vitest';
import { Budget } from './budget';

it('safety 26: gives each key so many a minute, and no more', () => {
  let now = 0;
  const budget = new Budget(2, () => now);
  expect([budget.take('a'), budget.take('a'), budget.take('a'), budget.take('b')]).toEqual([true, true, false, true]);
  expect([budget.isSpent('a'), budget.isSpent('b'), budget.isSpent('c')]).toEqual([true, false, false]);
  now = 59_999;
  expect(budget.take('a')).toBe(false);
  now = 60_000;
  expect([budget.isSpent('a'), budget.take('a')]).toEqual([false, true]);
});

it('takes back what was no use, and forgives', () => {
  const budget = new Budget(1, () => 0);
  budget.take('a');
  budget.giveBack('a');
  expect(budget.take('a')).toBe(true);
  budget.forgive('a');
  expect(budget.take('a')).toBe(true);
});

it('safety 26: a flood of keys fills no memory: the oldest are forgotten', () => {
  const budget = new Budget(1, () => 0);
  for (let i = 0; i < 10_001; i++) budget.take(`key-${i}`);
  expect([budget.isSpent('key-0'), budget.isSpent('key-1'), budget.isSpent('key-10000')]).toEqual([false, true, true]);
});
