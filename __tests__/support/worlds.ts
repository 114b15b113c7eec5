import pLimit from 'p-limit';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { storedBaseline } from './baselines.js';
import { SMALL, startWorld, type Inputs, type World, type WorldOptions } from './world.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { schedule } from '../fakes/events.js';
import type { RunResult } from '../fakes/runner.js';

/** Gives a function that makes worlds, each closed after its test. */
export function worldsOfTests(): (options?: WorldOptions) => Promise<World> {
  const open: World[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((world) => world.close()));
  });
  return async (options) => {
    const world = await startWorld(options);
    open.push(world);
    return world;
  };
}

/** A run that is over, and its world. */
export interface Played {
  readonly world: World;
  readonly run: RunResult;
}

/** Runs at once: each has a process of its own, and the machines that test this have two cores. */
const AT_ONCE = 2;

/**
 * Plays each case in a world of its own before the tests of the block it is called in, two at a
 * time, and gives a function that finds what a case, by its first word, came to.
 */
export function playAll<Case extends readonly [string, ...unknown[]]>(
  cases: readonly Case[],
  play: (world: World, given: Case) => Promise<RunResult>,
  options?: () => Promise<WorldOptions>,
): (name: string) => Played {
  const played = new Map<string, Played>();
  beforeAll(async () => {
    const limit = pLimit(AT_ONCE);
    await limit.map(cases, async (given) => {
      const world = await startWorld(await options?.());
      played.set(given[0], { world, run: await play(world, given) });
    });
  });
  afterAll(async () => {
    await Promise.all([...played.values()].map(({ world }) => world.close()));
  });
  return (name) => {
    const found = played.get(name);
    if (found === undefined) throw new Error(`no case is called ${name}`);
    return found;
  };
}

/** A baseline that a nightly run made of ten items. */
export async function smallBaseline(inputs: Inputs = {}): Promise<Baseline> {
  const world = await startWorld();
  try {
    await world.run(schedule(), { ...SMALL, ...inputs });
    return storedBaseline(world);
  } finally {
    await world.close();
  }
}
