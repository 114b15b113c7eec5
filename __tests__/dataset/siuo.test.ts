import { describe, expect, it } from '@jest/globals';
import { createDirectorySource } from '../../src/dataset/directory-source.io.js';
import { SIUO_DOMAINS } from '../../src/dataset/item.js';

/** A directory with the question files of the benchmark, which are not ours to keep here. */
const directory = process.env.SIUO_DATA ?? '';

const describeReal = directory === '' ? describe.skip : describe;

describeReal('the benchmark’s own rows', () => {
  it.each(['generation', 'mcqa'] as const)('load for task %s', async (task) => {
    const { items } = await createDirectorySource({ directory, task }).load();
    const count = (domain: string) => items.filter((item) => item.domain === domain).length;
    expect(items).toHaveLength(167);
    expect(SIUO_DOMAINS.map(count)).toEqual([19, 18, 20, 18, 16, 18, 20, 17, 21]);
    expect([items.at(0)?.id, items.at(-1)?.id]).toEqual([1001, 9021]);
    expect(new Set(items.map(({ image }) => image)).size).toBe(167);
    expect(new Set(items.map(({ rowDigest }) => rowDigest)).size).toBe(167);
    expect(items.every(({ choices }) => choices !== undefined)).toBe(true);
  });
});
