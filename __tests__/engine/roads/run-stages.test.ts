import { describe, expect, test } from '@jest/globals';
import type { VerdictReason } from '../../../src/core/compare/verdict.js';
import { fork, runStages, type Stage } from '../../../src/engine/roads/run-stages.js';
import { newFacts } from '../../../src/engine/run-facts.js';
import { configOf, contextOf } from '../../fixtures/config-factory.js';
import { worldOf, nowAndThen } from '../gate-world.js';

const SWEPT: VerdictReason = { verdict: 'inconclusive', reason: 'swept' };

/** Stages that note their names when they run, and how to run a list of them. */
function stages() {
  const ran: string[] = [];
  const facts = newFacts(
    { toolVersion: '0.1.0', config: configOf({}), context: contextOf('schedule') },
    0,
  );
  const named =
    (name: string, verdict?: VerdictReason): Stage =>
    async () => {
      await Promise.resolve();
      ran.push(name);
      return verdict;
    };
  const run = (list: readonly Stage[]) =>
    runStages(list, facts, worldOf(nowAndThen), new AbortController().signal);
  return { ran, named, run };
}

describe('runStages', () => {
  test('runs each when the one before it is done, up to the first that gives a verdict', async () => {
    const { ran, named, run } = stages();
    await expect(run([named('a'), named('b', SWEPT), named('c')])).resolves.toEqual(SWEPT);
    expect(ran).toEqual(['a', 'b']);
  });

  test('gives nothing when no stage gave a verdict', async () => {
    const { ran, named, run } = stages();
    await expect(run([named('a'), () => undefined, named('b')])).resolves.toBeUndefined();
    await expect(run([])).resolves.toBeUndefined();
    expect(ran).toEqual(['a', 'b']);
  });

  test('passes on what a stage throws, and runs none after it', async () => {
    const { ran, named, run } = stages();
    const throws: Stage = () => {
      throw new Error('no way');
    };
    await expect(run([throws, named('a')])).rejects.toThrow('no way');
    expect(ran).toEqual([]);
  });

  test('takes one of two ways at a fork, and comes back to the road without a verdict', async () => {
    for (const [holds, expected] of [
      [true, ['left', 'after']],
      [false, ['right']],
    ] as const) {
      const { ran, named, run } = stages();
      const ways = fork(() => holds, [named('left')], [named('right', SWEPT)]);
      await run([ways, named('after')]);
      expect(ran).toEqual(expected);
    }
  });
});
