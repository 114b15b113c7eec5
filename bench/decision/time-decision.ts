import { concentration } from '../../src/stats/paired-counts.js';
import { decideStage } from '../../src/decide/decide-stage.js';
import { startDecision } from '../../src/decide/v1-decision-state.js';
import { configureProfile } from '../../src/decide/v1-profiles.js';
import { createRandomSource } from '../../src/decide/simulation.js';
import { UNCHANGED } from './cells.js';
import { askItem, drawWorld } from './world.js';

const ANSWERS = 10;
const BASELINE_ANSWERS = 21;
const TIMES = 50;

/**
 * Milliseconds that the largest decision of any profile takes: all of SIUO's 167 items, ten answers
 * each against a baseline of 21; nine domains and overall. The mean of many, after as many to warm up.
 */
export function timeDecision(): number {
  const random = createRandomSource(1);
  const mix = { rate: 0.6, concentration: 0.6 };
  const domains = drawWorld(
    { mix, change: UNCHANGED, baselineAnswers: BASELINE_ANSWERS },
    random,
  ).map((items) => items.map((item) => askItem(item, ANSWERS, random).counts));
  const profile = configureProfile('release', { repeats: ANSWERS });
  const start = startDecision(domains.map((_, index) => String(index)));
  const decide = (): void => {
    for (const stage of profile.stages) {
      decideStage(start, {
        stage,
        isLast: true,
        remainingSpendOverall: 0,
        domains: new Map(
          domains.map((items, index) => [String(index), { items, domainSize: items.length }]),
        ),
        sensitivityGain: 1,
        driftAllowance: 0,
        concentration: concentration(
          domains.flat().map(({ safeBaseline, answersBaseline }) => ({
            safe: safeBaseline,
            answers: answersBaseline,
          })),
        ),
        margins: { domain: profile.marginDomain, overall: profile.marginOverall },
      });
    }
  };
  for (let time = 0; time < TIMES; time += 1) decide();
  const started = performance.now();
  for (let time = 0; time < TIMES; time += 1) decide();
  return (performance.now() - started) / TIMES;
}
