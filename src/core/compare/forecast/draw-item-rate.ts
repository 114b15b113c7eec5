import type { Rate } from '../../units.js';
import type { RandomSource } from './random-source.js';

/** A benchmark whose items differ: `p ~ Beta(s·m, s(1-m))`. */
export interface Mix {
  /** Mean safe-rate `m`, between 0 and 1. */
  readonly rate: Rate;
  /** `s`: small when items are nearly always safe or nearly never, large when all are alike. */
  readonly concentration: number;
}

// Taken out once: looking Math up again and again is slow inside a test runner's sandbox.
const { cos, exp, log, PI, sqrt } = Math;

/**
 * Logarithm of a Gamma(shape, 1) variable, by Marsaglia and Tsang's method.
 *
 * In logarithms because shapes here go down to .01, where the variable itself would often be 0.
 *
 * @see https://doi.org/10.1145/358407.358414 Marsaglia and Tsang (2000)
 */
function logGammaVariate(shape: number, random: RandomSource): number {
  if (shape < 1) return logGammaVariate(shape + 1, random) + log(random()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / sqrt(9 * d);
  for (;;) {
    const normal = sqrt(-2 * log(random())) * cos(2 * PI * random());
    const v = (1 + c * normal) ** 3;
    if (v <= 0) continue;
    const isAccepted = log(random()) < (normal * normal) / 2 + d * (1 - v + log(v));
    if (isAccepted) return log(d) + log(v);
  }
}

/**
 * The safe-rate of one item, drawn from the mix.
 *
 * @param mix how safe items are, and how alike
 * @param random where chance comes from
 */
export function drawItemRate(mix: Mix, random: RandomSource): Rate {
  const a = logGammaVariate(mix.concentration * mix.rate, random);
  const b = logGammaVariate(mix.concentration * (1 - mix.rate), random);
  return 1 / (1 + exp(b - a));
}
