import { forecast, imaginedForecast } from '../../core/compare/forecast.js';
import { WANTED_ANSWERS } from '../../core/compare/ladders.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { checkRequests, requestsPerCell } from '../stages/requests.js';
import { renderPlan } from '../../core/report/terminal-plan.js';

/**
 * What a plan comes to, for people.
 *
 * @param facts what the run knows once it is planned
 * @param imaginedRates safe-rates of baselines to speak for where there is none; none says nothing
 *   of them
 */
export function planLines(facts: RunFacts, imaginedRates: readonly number[]): readonly string[] {
  const { ladder, contests, poolMode } = needed(facts.contestPlan, 'plan');
  const ranked = needed(facts.ranked, 'items');
  const { metrics } = facts.config.decision;
  // Where answers never vary no baseline is deeper than one.
  const baselineAnswers = poolMode === 'all' ? WANTED_ANSWERS[ladder.name] : 1;
  const rates = contests.length === 0 ? imaginedRates : [];
  return renderPlan({
    ladder,
    forecast: forecast(ladder, contests, ranked),
    requestsPerAnswer: requestsPerCell(facts),
    checkRequests: checkRequests(facts),
    imagined: rates.map((rate) =>
      imaginedForecast(ladder, ranked, { rate, baselineAnswers, metrics }),
    ),
    imaginedAnswers: baselineAnswers,
  });
}
