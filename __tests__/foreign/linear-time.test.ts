import { cpuUsage } from 'node:process';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LINE_PARSERS } from './line-parsers.js';
import { PARSERS } from './parsers.js';
import type { Recipe, Row } from './row.js';
import { REPLY_PARSERS } from './reply-parsers.js';

/** Processor time that may be taken for a thousand characters, in milliseconds: 5 s for a megabyte. */
const BUDGET_MS_PER_KB = 5;

/** Where nothing is said, texts have this many characters; in the square of it there are seconds and more. */
const LONGEST = 100_000;

/** How much longer than half of it a text may take: twice as long, and something for a busy machine. */
const MOST_GROWTH = 3;

/** Texts of a row's pieces. */
function recipes({ pieces }: Row): fc.Arbitrary<Recipe> {
  const some = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
    fc.array(fc.constantFrom(...pieces), { minLength, maxLength }).map((parts) => parts.join(''));
  return fc.record({ head: some(0, 2), unit: some(1, 2), tail: some(0, 1) });
}

/** The text of a recipe with so many characters, or a few more. */
function cook({ head, unit, tail }: Recipe, length: number): string {
  const times = Math.max(1, Math.floor((length - head.length - tail.length) / unit.length));
  return head + unit.repeat(times) + tail;
}

/** Milliseconds of processor time that some work takes; another process takes none of them. */
function timeOf(work: () => unknown): number {
  const before = cpuUsage();
  work();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
}

/** The least of the times of some tries: what came between was not the work itself. */
function leastTimeOf(work: () => unknown): number {
  return Math.min(...[1, 2, 3].map(() => timeOf(work)));
}

describe('foreign text', () => {
  test.each(
    [...PARSERS, ...LINE_PARSERS, ...REPLY_PARSERS].map((row) => [row.parser, row] as const),
  )('takes linear time: %s', (_, row) => {
    const { longest = LONGEST, parse, known = [] } = row;
    fc.assert(
      fc.property(recipes(row), (recipe) => {
        const [half, whole] = [cook(recipe, longest / 2), cook(recipe, longest)];
        const budgetMs = (BUDGET_MS_PER_KB * whole.length) / 1000;
        if (timeOf(() => parse(whole)) <= budgetMs) return;
        // Once more, in case the machine was at something else.
        const takenMs = leastTimeOf(() => parse(whole));
        if (takenMs <= budgetMs) return;
        expect(takenMs).toBeLessThanOrEqual(
          Math.min(MOST_GROWTH * leastTimeOf(() => parse(half)), 4 * budgetMs),
        );
      }),
      { numRuns: 100, endOnFailure: true, examples: known.map((recipe) => [recipe]) },
    );
  });
});
