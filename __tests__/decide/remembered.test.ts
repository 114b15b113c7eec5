import { expect, jest, test } from '@jest/globals';
import { remembered } from '../../src/decide/remembered.js';

test('what was played is not played again for equal arguments, maps and all', () => {
  const play = jest.fn((stored: ReadonlyMap<number, number>, most: number) => stored.size + most);
  const known = remembered(play);
  expect(known(new Map([[1, 2]]), 5)).toBe(6);
  expect(known(new Map([[1, 2]]), 5)).toBe(6);
  expect(play).toHaveBeenCalledTimes(1);
  expect(known(new Map([[1, 3]]), 5)).toBe(6);
  expect(known(new Map([[1, 2]]), Infinity)).toBe(Infinity);
  expect(known(new Map([[1, 2]]), NaN)).toBe(NaN);
  expect(play).toHaveBeenCalledTimes(4);
});

test('the oldest is forgotten in the end', () => {
  const play = jest.fn((value: number) => value);
  const known = remembered(play);
  for (let value = 0; value <= 32; value += 1) known(value);
  known(32);
  expect(play).toHaveBeenCalledTimes(33);
  known(0);
  expect(play).toHaveBeenCalledTimes(34);
});
