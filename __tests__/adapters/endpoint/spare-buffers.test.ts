import { describe, expect, test } from '@jest/globals';
import { spareBuffers } from '../../../src/adapters/endpoint/spare-buffers.js';

describe('memory for bodies', () => {
  test.each([
    [1000, 1000],
    [1000, 1024],
    [1000, 513],
  ])('of %d bytes is used again for one of %d', (before, after) => {
    const { take, give } = spareBuffers();
    const first = take(before);
    give(first);
    const second = take(after);
    expect(second.length).toBe(after);
    expect(second.buffer).toBe(first.buffer);
  });

  test.each([
    [1000, 512],
    [1000, 1025],
    [0, 2],
  ])('of %d bytes is not used for one of %d', (before, after) => {
    const { take, give } = spareBuffers();
    const first = take(before);
    give(first);
    expect(take(after).buffer).not.toBe(first.buffer);
  });

  test('is nobody else’s before it is given back', () => {
    const { take } = spareBuffers();
    expect(take(100).buffer).not.toBe(take(100).buffer);
  });

  test('is not kept beyond 64 MiB', () => {
    const { take, give } = spareBuffers();
    const [first, second, third] = [take(2 ** 25), take(2 ** 25), take(2 ** 25)];
    for (const taken of [first, second, third]) give(taken);
    const again = new Set([take(2 ** 25).buffer, take(2 ** 25).buffer, take(2 ** 25).buffer]);
    expect([first, second, third].map(({ buffer }) => again.has(buffer))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
