import { type ComparisonPlan, laterPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { forecast, imaginedForecast } from '../decide/forecast.js';
import { WANTED_ANSWERS } from '../decide/profiles.js';
import type { CheckQuestion } from '../judge/check-set.js';
import type { SweepResults } from '../record/results.js';
import { outlookStep } from '../report/remedies.js';
import { situationOf } from '../report/situation.js';
import { renderPlan } from '../report/terminal-plan.js';
import { basisOf, outlookOf, requestsOf } from './outlook.js';
import type { Items } from './run-log.js';
import type { ArmStore } from './result-store.js';
import type { Run } from './run.js';
import { blockOf } from './second-judge.js';
import { checkRequests, comparisonTerms } from './run-terms.js';

/** What has to be paid for. */
export interface Expected {
  readonly items: Pick<Items, 'ranked'>;
  readonly plan: ComparisonPlan;
  /** What it is compared with; left out for nothing. */
  readonly chosenBaseline?: ChosenBaseline;
  /** What is known already. */
  readonly results: SweepResults;
  /** What is known of the baseline's model, where the run asks it. */
  readonly control?: Pick<ArmStore, 'results'> | undefined;
  /** What the judge is still to be asked about known answers. */
  readonly questions: readonly CheckQuestion[];
  /** Requests that reading stored answers again costs: before all else, and before a domain may fail. */
  readonly reread?: RereadCost;
}

/** Requests to the judge for stored answers. */
export interface RereadCost {
  /** Of all that is compared with, where another judge had labelled it; else 0. */
  readonly first: number;
  /** To see whether the judge has moved, on baseline runs; else 0. */
  readonly look: number;
  /** At most, before suspected domains may fail; 0 where their words are not kept. */
  readonly suspected: number;
}

/**
 * What a plan comes to, for people.
 *
 * @param run inputs
 * @param expected the plan and what has to be paid for
 * @param imaginedRates safe-rates of baselines to speak for where there is none; none says nothing
 *   of them
 */
export function planLines(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { items, plan, questions, reread, chosenBaseline }: Omit<Expected, 'results'>,
  imaginedRates: readonly number[],
): readonly string[] {
  const { profile, comparisons, poolMode, decision } = plan;
  const { metrics } = config.decision;
  // Where answers never vary no baseline is deeper than one.
  const baselineAnswers = poolMode === 'all' ? WANTED_ANSWERS[config.decision.profile] : 1;
  const { isLive } = decision;
  const rates = comparisons.length === 0 || isLive ? imaginedRates : [];
  const terms = comparisonTerms({ config, context }, items, undefined);
  const later = laterPlan(terms, { poolMode, storedAnswers: baselineAnswers });
  const ahead = forecast(decision, comparisons);
  const isConfirmed = blockOf(config, '') !== undefined && (reread?.suspected ?? 0) > 0;
  const lines = renderPlan({
    profile,
    plan: decision,
    forecast: ahead,
    ...(isConfirmed ? { confirm: ahead.most + (reread?.suspected ?? 0) } : {}),
    perAnswer: requestsOf(1, { config }),
    basis: basisOf({ config, chosenBaseline }),
    items: [...items.ranked.values()].flat().length,
    checkRequests: checkRequests({ config }, questions),
    ...(reread === undefined ? {} : { reread }),
    imagined: rates.map((rate) => imaginedForecast(later, { rate, baselineAnswers, metrics })),
    ...(isLive
      ? {
          live: rates.map((rate) =>
            imaginedForecast(decision, {
              ...{ rate, metrics },
              baselineAnswers: profile.decisionAnswers,
            }),
          ),
        }
      : {}),
    imaginedAnswers: baselineAnswers,
  });
  const isUnlikely = ahead.expected !== undefined && ahead.expected.passRate < EVEN;
  if (!isUnlikely) return lines;
  const { ranked } = items;
  const outlook = outlookOf({ config, context, ranked, chosenBaseline, plan });
  return [...lines, `${UNLIKELY}${outlookStep(outlook, situationOf(config, context))}`];
}

/** Below an even chance of a pass a run says so before it spends. */
const EVEN = 0.5;

/** Begins the line of a plan that is unlikely to pass. */
export const UNLIKELY = 'This run is more likely to stay inconclusive than to pass. ';
