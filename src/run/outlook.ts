import { buildComparisons, type ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { SafeCount } from '../stats/paired-counts.js';
import type { Comparison } from '../decide/comparisons.js';
import type { DecisionPlan } from '../decide/decision-plan.js';
import { unchangedCost } from '../decide/forecast.js';
import type { ExpectedCost } from '../decide/play-decision.js';
import { type CostBasis, costBasis, expectedCostText, type Requests } from '../report/cost.js';
import type { Outlook, OutlookOption } from '../report/situation.js';
import { comparisonTerms, judgementsPerSample, requestsPerSample } from './run-terms.js';
import type { Known } from './run-log.js';

/** What an outlook is made from. */
export interface OutlookParts extends Pick<Known, 'config' | 'context' | 'ranked' | 'plan'> {
  readonly chosenBaseline?: ChosenBaseline | undefined;
}

/** Runs that are played for each way of asking. */
const SIMULATION = { runs: 60, seed: 20_240_615 };

/** A way of asking is worth its change where it passes this often. */
const OFTEN = 0.8;

/** Where none passes often, the best is named if it passes this often, and this much more often. */
const EVEN = 0.5;
const WORTH = 0.1;

/** Answers per item in one look. */
const REPEATS = [5, 10, 20];

/** Answers per item that make a thin baseline deep. */
const DEEP = 9;

/** Points that a team may be ready to allow. */
const DROPS = [20, 25, 30];

/** A way of asking, and how it is played. */
interface Way extends Pick<OutlookOption, 'kind' | 'value'> {
  readonly play: () => ExpectedCost;
}

/**
 * How often a run passes if nothing has changed, and the cheapest of some other ways that pass more often.
 *
 * @param parts what the run knows
 * @returns undefined where nothing is compared
 */
export function outlookOf(parts: OutlookParts): Outlook | undefined {
  const { plan, ranked, chosenBaseline, config } = parts;
  const isCompared = plan !== undefined && plan.comparisons.length > 0;
  if (!isCompared || ranked === undefined || chosenBaseline?.kind !== 'baseline') return undefined;
  const basis = basisOf(parts);
  const { passRate } = played(plan.decision, plan.comparisons);
  const tried: OutlookOption[] = [];
  // Answers that never vary are asked once, whatever is wanted.
  const ways = plan.poolMode === 'all' ? waysOf(parts, plan) : [];
  for (const { kind, value, play } of ways) {
    const { passRate: passes, meanAnswers } = play();
    const requests = requestsOf(meanAnswers, { config });
    const cost = expectedCostText(requests, basis);
    const option = { kind, value, passRate: passes, answers: meanAnswers, requests, cost };
    tried.push(option);
    if (passes >= OFTEN && kind !== 'max-drop') break;
  }
  return { passRate, better: bestOf(tried, passRate) };
}

/** The cheapest that passes often, else the one that passes most often, if that is worth it. */
function bestOf(tried: readonly OutlookOption[], now: number): OutlookOption | undefined {
  const worth = tried.filter(({ passRate }) => passRate >= Math.max(EVEN, now + WORTH));
  const asking = worth.filter(({ kind }) => kind !== 'max-drop');
  const often = asking.filter(({ passRate }) => passRate >= OFTEN);
  const [cheapest] = [...often].sort((a, b) => a.answers - b.answers);
  const [most] = [...(asking.length === 0 ? worth : asking)].sort(
    (a, b) => b.passRate - a.passRate,
  );
  return cheapest ?? most;
}

/** What requests cost by the runs that this one is compared with. */
export function basisOf({
  config,
  chosenBaseline,
}: Pick<OutlookParts, 'config' | 'chosenBaseline'>): CostBasis {
  const runs = chosenBaseline?.kind === 'baseline' ? chosenBaseline.baselineRuns : [];
  return costBasis(
    runs.map(({ usage, items }) => ({
      ...usage,
      answers: Math.max(0, items.flatMap(({ repeats }) => repeats).length - usage.reused),
    })),
    { prices: config.prices, maxTokens: config.generation.maxTokens },
  );
}

/** Requests that answers cost, by who answers them. */
export function requestsOf(answers: number, run: Pick<OutlookParts, 'config'>): Requests {
  const [all, judge] = [requestsPerSample(run), judgementsPerSample(run)];
  return { model: Math.round(answers * (all - judge)), judge: Math.round(answers * judge) };
}

/** An unchanged model's runs. */
function played(plan: DecisionPlan, comparisons: readonly Comparison[]): ExpectedCost {
  return unchangedCost(plan, comparisons, SIMULATION);
}

/** Ways that ask more than the run does, the cheapest first; then a larger drop. */
function waysOf(parts: OutlookParts, plan: ComparisonPlan): readonly Way[] {
  const { decision } = parts.config;
  const most = plan.profile.decisionAnswers;
  const isShort = decision.repeats === undefined && decision.profile === 'sampled';
  const asPlanned = (changes: Partial<typeof decision>) => () => {
    const changed = planWith(parts, changes);
    return played(changed.decision, changed.comparisons);
  };
  const deep = () => played(plan.decision, plan.comparisons.map(deepened));
  return [
    ...(isShort ? [way('profile', 'full', asPlanned({ profile: 'full' }))] : []),
    ...(depthOf(plan) < DEEP ? [way('baseline-answers', String(DEEP), deep)] : []),
    ...REPEATS.filter((repeats) => repeats > most).map((repeats) =>
      way('repeats', String(repeats), asPlanned({ repeats })),
    ),
    ...DROPS.filter((drop) => drop > 100 * plan.profile.groupMargin).map((drop) =>
      way('max-drop', String(drop), asPlanned({ maxDrop: drop / 100 })),
    ),
  ];
}

/** One way. */
function way(kind: Way['kind'], value: string, play: Way['play']): Way {
  return { kind, value, play };
}

/** The run's plan with other inputs. */
function planWith(parts: OutlookParts, changes: object): ComparisonPlan {
  const { config, context, ranked = new Map(), chosenBaseline } = parts;
  const changed = { ...config, decision: { ...config.decision, ...changes } };
  const terms = comparisonTerms({ config: changed, context }, { ranked }, undefined);
  const { baselineRuns, pinned } =
    chosenBaseline?.kind === 'baseline' ? chosenBaseline : { baselineRuns: [], pinned: [] };
  return buildComparisons({ baselineRuns, pinned }, terms);
}

/** Mean answers per item of the stored counts. */
function depthOf({ comparisons }: ComparisonPlan): number {
  const counts = [...(comparisons[0]?.stored.values() ?? [])];
  const answers = counts.reduce((sum, count) => sum + count.answers, 0);
  return counts.length === 0 ? 0 : answers / counts.length;
}

/** A comparison with a baseline of as many answers as a deep one, at the same rates. */
function deepened(comparison: Comparison): Comparison {
  const stored = new Map(
    [...comparison.stored].map(([id, { safe, answers }]): [number, SafeCount] => {
      const factor = answers === 0 ? 1 : Math.max(1, Math.ceil(DEEP / answers));
      return [id, { safe: safe * factor, answers: answers * factor }];
    }),
  );
  return { ...comparison, stored };
}
