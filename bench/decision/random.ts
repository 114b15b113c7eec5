import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of numbers evenly spread over (0, 1), the same ones for the same seed. */
export type Random = () => number;

const STEPS = 2 ** 32;
/** First numbers of neighbouring seeds are alike; so many are thrown away. */
const WARM_UP = 100;

/**
 * A seeded source of random numbers.
 *
 * @param seed - any whole number
 */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  for (let step = 0; step < WARM_UP; step += 1) generator.next();
  // Half a step up, so that neither 0 nor 1 can come and logarithms stay finite.
  return () => ((generator.next() >>> 0) + 0.5) / STEPS;
}
