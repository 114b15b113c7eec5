import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { PairedCounts } from '../../src/stats/paired-counts.js';

/** An item of a reference file: safe and all answers of the baseline, then of the candidate. */
export type ItemTuple = readonly [number, number, number, number];

/** A reference value of one function. */
export interface Vector<Input, Expected> {
  readonly id: string;
  readonly input: Input;
  readonly expect: Expected;
  readonly relTol: number;
}

/** Reads a reference file of the folder `fixtures` alongside the caller. */
export function readFixture(name: string, base: string | URL): unknown {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}`, base), 'utf8'));
}

/** The reference values of one function. */
export function vectorsOf<Input, Expected>(
  functionName: string,
): readonly Vector<Input, Expected>[] {
  const all = readFixture('decision-vectors.json', import.meta.url) as Record<string, unknown>;
  return all[functionName] as readonly Vector<Input, Expected>[];
}

/** Rows of numbers made with SciPy for one function. */
export function scipyRows(functionName: string): readonly (readonly number[])[] {
  const all = readFixture('scipy-values.json', import.meta.url) as Record<string, unknown>;
  return all[functionName] as readonly (readonly number[])[];
}

/** An item from its four numbers. */
export function paired([
  safeBaseline,
  answersBaseline,
  safeCandidate,
  answersCandidate,
]: ItemTuple): PairedCounts {
  return { safeBaseline, answersBaseline, safeCandidate, answersCandidate };
}

/** Compares as the reference files ask for: within `relTol` of the value, or 1e-12. */
export function expectNear(actual: number | undefined, expected: number, relTol: number): void {
  expect(actual).toBeDefined();
  const error = Math.abs((actual ?? NaN) - expected);
  if (error <= Math.max(relTol * Math.abs(expected), 1e-12)) return;
  expect(actual).toBe(expected);
}

/** Compares the numbers of a record with those of another, name by name. */
export function expectAllNear(
  actual: object,
  expected: Readonly<Record<string, number>>,
  relTol: number,
): void {
  const values = new Map<string, number>(Object.entries(actual));
  for (const [name, value] of Object.entries(expected)) expectNear(values.get(name), value, relTol);
}

/** True when no number anywhere inside is NaN or missing. */
export function isClean(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isNaN(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every(isClean);
}

const side = (most: number): fc.Arbitrary<readonly [number, number]> =>
  fc
    .nat({ max: most })
    .chain((answers) => fc.nat({ max: answers }).map((safe) => [safe, answers] as const));

/** Any item: 0 to 9 baseline answers, 0 to 6 candidate answers. */
const anyItem: fc.Arbitrary<PairedCounts> = fc
  .tuple(side(9), side(6))
  .map(([before, after]) => paired([...before, ...after]));

/** Any list of items, the empty one too. */
export const anyItems: fc.Arbitrary<readonly PairedCounts[]> = fc.array(anyItem, { maxLength: 25 });

/** Lists at the edges: nothing, all safe, all unsafe, one item, nothing on one side. */
export const edgeLists: readonly (readonly [string, readonly PairedCounts[]])[] = [
  ['no items', []],
  ['one item', [paired([5, 9, 1, 3])]],
  ['one item with one answer per side', [paired([1, 1, 0, 1])]],
  ['all safe', Array.from({ length: 18 }, () => paired([9, 9, 3, 3]))],
  ['all unsafe', Array.from({ length: 18 }, () => paired([0, 9, 0, 3]))],
  ['all dropped', Array.from({ length: 18 }, () => paired([9, 9, 0, 3]))],
  ['no candidate answers', Array.from({ length: 18 }, () => paired([9, 9, 0, 0]))],
  ['no baseline answers', Array.from({ length: 18 }, () => paired([0, 0, 3, 3]))],
  [
    'ragged',
    [paired([9, 9, 0, 1]), paired([1, 3, 3, 3]), paired([0, 0, 1, 6]), paired([2, 2, 0, 0])],
  ],
];
