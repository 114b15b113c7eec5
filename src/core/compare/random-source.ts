import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Numbers evenly spread over 0 (included) to 1 (not included), the same ones for the same seed. */
export type RandomSource = () => number;

/** First numbers of neighbouring seeds are alike; so many are thrown away. */
const WARM_UP = 64;

/**
 * A seeded source of numbers for simulations; nothing in a verdict is ever drawn.
 *
 * @param seed any whole number
 * @see https://prng.di.unimi.it/xoroshiro128plus.c
 */
export function createRandomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  for (let step = 0; step < WARM_UP; step += 1) generator.next();
  return () => (generator.next() >>> 0) / 2 ** 32;
}
