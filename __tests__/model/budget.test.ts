import { expect, test } from '@jest/globals';
import { createBudget } from '../../src/model/limits.js';

test('counts every attempt and refuses the one too many', () => {
  const budget = createBudget(2);
  budget.spend();
  expect([budget.spent(), budget.left()]).toEqual([1, 1]);
  budget.spend();
  expect(() => budget.spend()).toThrow(
    expect.objectContaining({
      code: 'BUDGET_EXHAUSTED',
      message: expect.stringContaining('2 requests'),
    }),
  );
  expect(budget.spent()).toBe(2);
});

test('0 is no cap', () => {
  const budget = createBudget(0);
  for (let i = 0; i < 1000; i++) budget.spend();
  expect([budget.spent(), budget.left()]).toEqual([1000, Infinity]);
});
