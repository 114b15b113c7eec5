import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers evenly spread over 0 to 1, both excluded; the same ones for the same seed. */
export type RandomSource = () => number;

/** First numbers of neighbouring seeds are alike; so many are thrown away. */
const WARM_UP = 100;

const STEPS = 2 ** 32;

/**
 * A seeded source of numbers for simulations; nothing in a verdict is ever drawn.
 *
 * @param seed any whole number
 * @see https://prng.di.unimi.it/xoroshiro128plus.c
 */
export function createRandomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  for (let step = 0; step < WARM_UP; step += 1) generator.next();
  // Half a step up, so that neither 0 nor 1 can come and logarithms stay finite.
  return () => ((generator.next() >>> 0) + 0.5) / STEPS;
}
