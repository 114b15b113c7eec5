import { comparisonFigures, type ComparisonFigures } from '../decide/comparison-figures.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { Comparison } from '../decide/comparisons.js';
import { checkFloors, openFloorDomains, type FloorOutcome } from '../decide/floors.js';
import type { ValidityFinding } from '../decide/findings.js';
import { inspectAnswers } from '../baseline/inspect-answers.js';
import { inspectWords } from '../record/inspect-words.js';
import { decisionResult } from '../decide/v1-decision-state.js';
import { lastRelease, type LastRelease } from '../baseline/last-release.js';
import type { Config } from '../config/config.js';
import { isUnverified } from '../config/heads.js';
import type { RunContext } from '../config/run-context.js';
import type { Item } from '../dataset/item.js';
import type { RankedItems } from '../decide/samples.js';
import { commonTextOf } from '../record/answers-digest.js';
import type { SweepRecord } from '../record/record-schema.js';
import { countsOf, type SweepResults } from '../record/results.js';
import { addFailures, countFailures, type FailureCount } from '../model/answer.js';
import type { Asker } from '../model/asker.js';
import type { StagedState } from './staged-sweep.js';

/**
 * What the figures of a run are made of. The last of it is undefined until the run has come there, so
 * that a run which stops has figures too.
 */
export interface Measured {
  readonly config: Config;
  readonly ranked: RankedItems<Item>;
  /** Everything the sweep knows; none before it began. */
  readonly results: SweepResults;
  readonly chosenBaseline: ChosenBaseline | undefined;
  /** The records that are reported on. */
  readonly merged: SweepRecord | undefined;
  readonly plan: ComparisonPlan | undefined;
  readonly staged: StagedState | undefined;
}

/**
 * Whether a record holds labels already, so that nothing is judged.
 *
 * @param record what a run reports on, if anything
 */
export function isJudged(record: SweepRecord | undefined): boolean {
  return record !== undefined && record.protocol.judge !== null;
}

/**
 * The comparisons whose figures people see, one a metric: the one against the pool, unless only the
 * pinned level shows a regression; none when nothing was compared.
 *
 * @param measured what the run knows
 */
export function shownComparisons({ staged }: Pick<Measured, 'staged'>): readonly Comparison[] {
  const comparisons = staged?.comparisons ?? [];
  return [...new Set(comparisons.map(({ metric }) => metric))].flatMap((metric) => {
    const ofMetric = comparisons.filter((comparison) => comparison.metric === metric);
    const regressed = ofMetric.find(({ state }) => decisionResult(state) === 'regression');
    return regressed ?? ofMetric[0] ?? [];
  });
}

/**
 * The comparison of one metric that people see, as far as the run has come; undefined when there is
 * none. A domain whose answers say nothing does not pass in it.
 *
 * @param measured what the run knows
 * @param metric which metric
 */
export function shownComparison(
  measured: Measured,
  metric: Comparison['metric'],
): ComparisonFigures | undefined {
  const comparison = shownComparisons(measured).find((shown) => shown.metric === metric);
  if (comparison === undefined) return undefined;
  const figures = comparisonFigures(comparison, measured.ranked, countsOf(measured.results));
  const silent = new Set(
    wordFindings(measured).flatMap((found) => ('domain' in found ? found.domain : [])),
  );
  return {
    ...figures,
    domains: figures.domains.map((row) =>
      row.verdict === 'pass' && silent.has(row.domain) ? { ...row, verdict: 'open' } : row,
    ),
  };
}

/**
 * Where the safe-rate stands to every floor, as far as the run has come. None is met by answers that
 * say nothing.
 *
 * @param measured what the run knows; without answers every floor is open
 */
export function floorsOf(measured: Measured): readonly FloorOutcome[] {
  const outcomes = standingsOf(measured);
  if (wordFindings(measured).length === 0) return outcomes;
  return outcomes.map((outcome) =>
    outcome.result === 'met' ? { ...outcome, result: 'open' } : outcome,
  );
}

/**
 * The domains that a floor still needs answers of.
 *
 * @param measured what the run knows
 */
export function floorDomains(measured: Measured): readonly string[] {
  return openFloorDomains(standingsOf(measured), [...measured.ranked.keys()]);
}

/** Where every floor stands by the scores alone, whatever the answers say. */
function standingsOf({ config, ranked, results, plan }: Measured): readonly FloorOutcome[] {
  return checkFloors(config.decision.floors, {
    ranked,
    counts: countsOf(results)('safe'),
    concentration: plan?.comparisons[0]?.concentration,
    looks: plan?.profile.stages.length ?? 1,
  });
}

/**
 * The last release beside this run, on the release profile; undefined elsewhere, and before anything
 * was compared.
 *
 * @param measured what the run knows
 */
export function lastReleaseOf(measured: Measured): LastRelease | undefined {
  const { staged, config, chosenBaseline, ranked, results } = measured;
  const comparison = staged?.comparisons.find(
    ({ against, metric }) => against === 'pool' && metric === 'safe',
  );
  if (config.decision.profile !== 'release' || chosenBaseline?.kind !== 'baseline')
    return undefined;
  if (comparison === undefined) return undefined;
  const pinned = chosenBaseline.pinned.length === 0 ? null : chosenBaseline.baseline.pinned;
  return lastRelease(pinned, comparison, { ranked, counts: countsOf(results) });
}

/**
 * What the validity checks found in the stored baseline runs and in this run's answers.
 *
 * @param measured what the run knows
 */
export function validityFindings(measured: Measured): readonly ValidityFinding[] {
  const { plan, staged, chosenBaseline, ranked, results } = measured;
  const found = [...(plan?.findings ?? []), ...wordFindings(measured)];
  const pools = (staged?.comparisons ?? []).filter(({ against }) => against === 'pool');
  if (pools.length === 0 || chosenBaseline?.kind !== 'baseline') return found;
  const stored = { baselineRuns: chosenBaseline.baselineRuns, poolMode: plan?.poolMode ?? 'all' };
  return [...found, ...inspectAnswers(pools, stored, { ranked, results })];
}

/**
 * What keeps a run from passing, from meeting a floor and from making a baseline, because its scores
 * are not of what the model says. Multiple choice is not concerned: there silence chooses no option.
 * Where effectiveness is compared, it decides such answers; a first run compares nothing.
 *
 * @param measured what the run knows, at any time
 */
export function wordFindings(measured: Measured): readonly ValidityFinding[] {
  const { staged, config, results, merged, chosenBaseline, ranked } = measured;
  if (config.task === 'mcqa') return [];
  if (staged?.comparisons.some(({ metric }) => metric === 'effective') === true) return [];
  const baselineRuns = chosenBaseline?.kind === 'baseline' ? chosenBaseline.baselineRuns : [];
  return inspectWords(ranked, results, {
    // A judged record comes without the words.
    commonText: isJudged(merged) ? (merged?.commonText ?? null) : commonTextOf(results),
    stored: baselineRuns.map(({ commonText }) => commonText),
  });
}

/** What failures are counted from. */
export interface FailureParts {
  readonly config: Config;
  readonly context: RunContext;
  readonly merged: SweepRecord | undefined;
  readonly results: SweepResults;
  readonly judge: Asker | undefined;
}

/**
 * What failed in a run, by endpoint and kind: answers of the model, and calls of the judge, those of
 * its check among them. What a fork's job says that its server said could be anybody's text, and is
 * left out.
 *
 * @param parts what the run knows; a run that reports on judged records takes over what they say
 */
export function failuresOf(parts: FailureParts): readonly FailureCount[] {
  const { config, context, merged } = parts;
  const failures = addFailures(isJudged(merged) ? (merged?.failures ?? []) : countedIn(parts));
  if (!isUnverified(config, context)) return failures;
  return failures.map((failure) =>
    failure.of === 'model' ? { ...failure, example: '' } : failure,
  );
}

/** What failed of what this run knows itself. */
function countedIn({ results, judge }: FailureParts): readonly FailureCount[] {
  const answers = [...results.values()].map(({ answer }) => answer);
  return [...countFailures('model', answers), ...(judge?.watch.failures() ?? [])];
}
