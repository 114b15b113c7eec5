import { afterEach } from '@jest/globals';

import type { Baseline } from '../../../src/core/record/baseline-schema.js';
import { schedule } from '../../fakes/events.js';
import { storedBaseline } from './baselines.js';
import { SMALL, startWorld } from './world.js';
import type { Inputs, World, WorldOptions } from './world.js';

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
