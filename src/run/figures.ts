import { comparisonFigures, type ComparisonFigures } from '../decide/comparison-figures.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import { checkFloors, openFloorDomains, type FloorOutcome } from '../decide/floors.js';
import type { ValidityFinding } from '../decide/findings.js';
import {
  inspectAnswers,
  inspectWords,
  watchedRun,
  type WatchedRun,
} from '../baseline/inspect-answers.js';
import { lastRelease, type LastRelease } from '../baseline/stored-scores.js';
import type { Config } from '../config/config.js';
import { type RunContext } from '../config/run-context.js';
import { isUnverified } from '../config/trust.js';
import type { Item } from '../dataset/item.js';
import type { RankedItems } from '../decide/samples.js';
import { commonTextOf } from '../record/common-text.js';
import { countsOf, type SweepResults } from '../record/results.js';
import type { SweepRecord } from '../record/record-schema.js';
import { addFailures, countFailures, type FailureCount } from '../model/answer.js';
import type { Asker } from '../model/asker.js';
import type { StagedState } from './staged-sweep.js';
import { askedCounts } from '../decide/comparison-finding.js';
import type { ComparedRun, Comparison } from '../decide/comparisons.js';
import { decisionOutcome } from '../decide/decision-outcome.js';
import type { Metric } from '../decide/metric.js';
import { churnedFinding } from '../decide/validity-checks.js';

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
  /** Answers of the baseline's model; absent where the run does not ask it. */
  readonly control?: SweepResults | undefined;
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

/** A comparison of a run by its place. */
interface ShownComparison {
  readonly compared: ComparedRun;
  readonly index: number;
  readonly against: Comparison['against'];
}

/**
 * The comparisons whose figures people see, one per metric: the one against the pool, unless only the
 * pinned level shows a regression; none when nothing was compared.
 *
 * @param measured what the run knows
 */
export function comparisonsToShow({
  staged,
}: Pick<Measured, 'staged'>): readonly (ShownComparison & { readonly metric: Metric })[] {
  const compared = staged?.compared;
  if (compared === undefined) return [];
  const { comparisons } = compared.setup;
  return [...new Set(comparisons.map(({ metric }) => metric))].flatMap((metric) => {
    const places = [...comparisons.keys()].filter((at) => comparisons[at]?.metric === metric);
    const index = places.find((at) => isRed(compared, at)) ?? places[0];
    if (index === undefined) return [];
    return [{ compared, index, metric, against: comparisons[index]?.against ?? 'pool' }];
  });
}

/**
 * Whether something is red in a comparison.
 *
 * @param compared the run's decisions
 * @param at the comparison by its place
 */
export function isRed({ state: { groups, overall } }: ComparedRun, at: number): boolean {
  return [...groups, overall].some(({ views }) => views[at]?.verdict === 'red');
}

/**
 * The comparison of one metric that people see, as far as the run has come; undefined when there is
 * none. A domain whose answers say nothing does not pass in it.
 *
 * @param measured what the run knows
 * @param metric which metric
 */
export function shownComparison(measured: Measured, metric: Metric): ComparisonFigures | undefined {
  const shown = comparisonsToShow(measured).find((each) => each.metric === metric);
  if (shown === undefined) return undefined;
  const { compared, index } = shown;
  const figures = comparisonFigures({ ...compared, index }, measured.ranked);
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
 * The last release alongside this run, on the release profile; undefined elsewhere, and before anything
 * was compared.
 *
 * @param measured what the run knows
 */
export function lastReleaseOf(measured: Measured): LastRelease | undefined {
  const { staged, config, chosenBaseline, ranked } = measured;
  const compared = staged?.compared;
  if (config.decision.profile !== 'release' || chosenBaseline?.kind !== 'baseline')
    return undefined;
  const index = compared?.setup.comparisons.findIndex(
    ({ against, metric }) => against === 'pool' && metric === 'safe',
  );
  if (compared === undefined || index === undefined || index < 0) return undefined;
  const pinned = chosenBaseline.pinned.length === 0 ? null : chosenBaseline.baseline.pinned;
  return lastRelease(pinned, { ...compared, index }, ranked);
}

/**
 * What the validity checks found in the stored baseline runs and in this run's answers.
 *
 * @param measured what the run knows
 */
export function validityFindings(measured: Measured): readonly ValidityFinding[] {
  const { plan, staged, chosenBaseline, results, control } = measured;
  const compared = staged?.compared;
  const found = [...(plan?.findings ?? []), ...wordFindings(measured)];
  const baselineRuns = watchedRuns(chosenBaseline, control);
  if (compared === undefined || baselineRuns === undefined) return found;
  const metrics = [...new Set(compared.setup.comparisons.map(({ metric }) => metric))];
  const stored = { baselineRuns, poolMode: plan?.poolMode ?? 'all' };
  return [...found, ...churnFindings(compared), ...inspectAnswers(metrics, stored, results)];
}

/** What this run's answers are held against: stored runs, or the control; undefined where there is nothing. */
function watchedRuns(
  chosenBaseline: Measured['chosenBaseline'],
  control: Measured['control'],
): readonly WatchedRun[] | undefined {
  if (chosenBaseline?.kind === 'baseline') return chosenBaseline.baselineRuns;
  return chosenBaseline?.kind === 'live' ? [watchedRun(control ?? new Map())] : undefined;
}

/**
 * What keeps the control from being a level to compare with: silence counts as safe on its side too.
 *
 * @param measured what the run knows
 * @returns none where the control was not asked in place of a baseline, and none in a comparison of two models:
 *   there neither is a level, and a note says which of them is silent
 */
export function controlFindings(measured: Measured): readonly ValidityFinding[] {
  const { config, ranked, results, control, chosenBaseline } = measured;
  const { store } = config.baseline;
  if (store.kind === 'endpoint' && store.isTwoSided === true) return [];
  if (control === undefined || chosenBaseline?.kind !== 'live' || config.task === 'mcqa') return [];
  return inspectWords(ranked, control, {
    commonText: commonTextOf(control),
    stored: [commonTextOf(results)],
  });
}

/** Reds that do not stand because answers changed in both directions, once per metric. */
function churnFindings(compared: ComparedRun): readonly ValidityFinding[] {
  const { setup, state } = compared;
  const { groups, overall } = decisionOutcome(setup, state);
  const targets = overall === undefined ? groups : [...groups, overall];
  const found = setup.comparisons.flatMap(({ metric }, index) => {
    const churn = state.churn[index];
    const isTaken = targets.some(({ comparisons }) => comparisons[index]?.verdict === 'churn');
    if (churn === undefined || !isTaken) return [];
    return [churnedFinding(askedCounts(setup, state, index).flat(), churn, metric)];
  });
  return [...new Map(found.map((each) => [each.metric, each])).values()];
}

/**
 * What keeps a run from passing, from meeting a floor and from making a baseline, because its scores
 * are not of what the model says. Multiple choice is not concerned: there silence chooses no option.
 * Where effectiveness is compared, it decides such answers; a first run compares nothing.
 *
 * @param measured what the run knows, at any time
 */
export function wordFindings(measured: Measured): readonly ValidityFinding[] {
  const { staged, config, results, control, merged, chosenBaseline, ranked } = measured;
  if (config.task === 'mcqa') return [];
  if (staged?.compared?.setup.comparisons.some(({ metric }) => metric === 'effective') === true)
    return [];
  const baselineRuns = chosenBaseline?.kind === 'baseline' ? chosenBaseline.baselineRuns : [];
  return inspectWords(ranked, results, {
    // A judged record comes without the words.
    commonText: isJudged(merged) ? (merged?.commonText ?? null) : commonTextOf(results),
    stored: [
      ...baselineRuns.map(({ commonText }) => commonText),
      ...(control === undefined || chosenBaseline?.kind !== 'live' ? [] : [commonTextOf(control)]),
    ],
  });
}

/** What failures are counted from. */
export interface FailureParts {
  readonly config: Config;
  readonly context: RunContext;
  readonly merged: SweepRecord | undefined;
  readonly results: SweepResults;
  readonly judge: Asker | undefined;
  /** Answers of the baseline's model, where the run asks it. */
  readonly control?: SweepResults | undefined;
  /** Whose answers the results are; absent for the model under test. */
  readonly of?: FailureCount['of'] | undefined;
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
function countedIn({
  results,
  judge,
  control,
  of = 'model',
}: FailureParts): readonly FailureCount[] {
  const answersOf = (given: SweepResults) => [...given.values()].map(({ answer }) => answer);
  return [
    ...countFailures(of, answersOf(results)),
    ...(control === undefined ? [] : countFailures('control', answersOf(control))),
    ...(judge?.watch.failures() ?? []),
  ];
}
