import { playDecision } from '../../src/decide/play-decision.js';
import { configureProfile } from '../../src/decide/profiles.js';
import { createRandomSource } from '../../src/decide/simulation.js';
import { UNCHANGED } from './cells.js';
import { drawRun } from './simulate.js';

const BASELINE_ANSWERS = 21;
const TIMES = 20;

/**
 * Milliseconds that all decisions of the longest profile take: SIUO's 167 items at up to twelve answers
 * each against a baseline of 21; nine domains and overall. The mean of many, after as many to warm up.
 */
export function timeDecision(): number {
  const random = createRandomSource(1);
  const mix = { rate: 0.6, concentration: 0.6 };
  const world = { mix, change: UNCHANGED, baselineAnswers: BASELINE_ANSWERS };
  const { setup } = drawRun(world, { profile: configureProfile('release') }, random);
  for (let time = 0; time < TIMES; time += 1) playDecision(setup);
  const started = performance.now();
  for (let time = 0; time < TIMES; time += 1) playDecision(setup);
  return (performance.now() - started) / TIMES;
}
