import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { ComparisonFigures } from '../decide/comparison-figures.js';
import type { Verdict } from '../decide/verdict.js';
import type { Config } from '../config/config.js';
import type { GateError } from '../errors.js';
import { isUnscored } from '../judge/score.js';
import { type RankedItems, sizesOf } from '../decide/samples.js';
import type { FailureCount } from '../model/answer.js';
import { baselineSummary } from './baseline-summary.js';
import { domainRates, overallRates } from './domain-rates.js';
import { judgeReport } from './judge-report.js';
import { redDomains } from './red-groups.js';
import { groupBy } from '../group-by.js';
import type { Protocol, RecordItem, SweepRecord } from '../record/record-schema.js';
import type { SampleResult, SweepResults } from '../record/results.js';
import type { AnswerMark, ItemAnswers, Notice, Report } from './report.js';
import type { ComparedRun } from '../decide/comparisons.js';
import type { DecisionPlan } from '../decide/decision-plan.js';
import type { DecisionProfile } from '../decide/profiles.js';
import type { Metric } from '../decide/metric.js';
import { forecastComparisons } from '../decide/control-counts.js';
import { type DropPower, dropPower } from '../decide/drop-power.js';
import { type RunContext } from '../config/run-context.js';
import type { Workflows } from '../config/workflows.js';
import type { Item } from '../dataset/item.js';
import { situationOf } from './situation.js';
import { isUnverified } from '../config/trust.js';
import type { Waiver } from './waiver.js';
import { acceptanceOf } from './acceptance.js';

/** Everything a report is made from. */
export interface ReportParts {
  readonly toolVersion: string;
  readonly config: Config;
  readonly context: RunContext;
  readonly verdict: Verdict;
  readonly error: GateError | undefined;
  readonly comparison: ComparisonFigures | undefined;
  readonly effectiveComparison: ComparisonFigures | undefined;
  readonly compared: ComparedRun | undefined;
  readonly profile: DecisionProfile | undefined;
  readonly decision: DecisionPlan | undefined;
  readonly stagesReached: number;
  readonly chosenBaseline: ChosenBaseline | undefined;
  /** Answers of the baseline's model, where it is asked in place of a stored baseline. */
  readonly control?: SweepResults | undefined;
  readonly where: string;
  readonly protocol: Protocol | undefined;
  readonly ranked: RankedItems<Item>;
  readonly results: SweepResults;
  readonly record: SweepRecord | undefined;
  readonly failures: readonly FailureCount[];
  readonly floors: Report['floors'];
  readonly lastRelease: Report['lastRelease'];
  readonly baselineUpdate: Report['baselineUpdate'];
  readonly notices: readonly Notice[];
  readonly waivers?: readonly Waiver[] | undefined;
  readonly repeated?: Report['repeated'] | undefined;
  readonly memory?: Report['memory'] | undefined;
  readonly history?: Report['history'] | undefined;
  readonly reread?: Report['reread'];
  readonly workflows?: Workflows | undefined;
  readonly outlook?: Report['outlook'] | undefined;
}

/**
 * The read model of a run, from which every rendering is made. A baseline that was to be saved and
 * was not leaves the verdict and fails the check.
 *
 * @param parts what the run came to
 */
export function buildReport(parts: ReportParts): Report {
  const { verdict, error, comparison, ranked, results, record, compared } = parts;
  const overall = overallRates(results);
  const alone = overall && { rate: overall.safeRate, answers: overall.counts.scored };
  const check = record?.judgeCheck ?? undefined;
  const acceptance = acceptanceOf({
    ...parts,
    regressed: regressedDomains(compared),
    overall: overallRegressed(compared),
    at: record?.provenance.createdAt ?? '',
    runUrl: runUrl(parts.context),
  });
  return {
    toolVersion: parts.toolVersion,
    verdict: { ...verdict, failed: verdict.failed || parts.baselineUpdate?.updated === false },
    ...(isUnverified(parts.config, parts.context) ? { isUnverified: true } : {}),
    ...(parts.repeated === undefined ? {} : { repeated: parts.repeated }),
    ...(parts.memory === undefined ? {} : { memory: parts.memory }),
    ...(parts.history === undefined ? {} : { history: parts.history }),
    ...(acceptance === undefined ? {} : { acceptance }),
    ...(parts.reread === undefined || parts.reread.length === 0 ? {} : { reread: parts.reread }),
    ...(parts.context.pullRequest === undefined ? {} : { baseBranch: parts.context.baseBranch }),
    error: error && { code: error.code, message: error.message, remedy: error.remedy },
    comparison,
    effectiveComparison: parts.effectiveComparison,
    ...(parts.repeated === undefined
      ? {
          regressed: regressedDomains(compared),
          overallRegressed: overallRegressed(compared).length > 0,
        }
      : {
          regressed: redDomains(parts.repeated.red, [...ranked.keys()]),
          overallRegressed: parts.repeated.red.some(({ domain }) => domain === null),
        }),
    domains: results.size === 0 ? [] : domainRates(ranked, results),
    items: itemAnswers(parts),
    overall,
    judge: check && judgeReport(check, comparison, alone),
    baseline: baselineSummary(parts.chosenBaseline, parts.where),
    floors: parts.floors,
    lastRelease: parts.lastRelease,
    earlierVerdicts: [],
    baselineUpdate: parts.baselineUpdate,
    notices: parts.notices,
    plan: planOf(parts),
    protocol: parts.protocol,
    ...(record?.confirm === undefined ? {} : { confirm: record.confirm }),
    target: record?.target,
    capabilities: record?.capabilities,
    provenance: record?.provenance,
    usage: record?.usage,
    failures: parts.failures,
    unscoredItems: unscoredItems(results),
    situation: situationOf(parts.config, parts.context, parts.workflows),
    ...(parts.outlook === undefined ? {} : { outlook: parts.outlook }),
    links: { runUrl: runUrl(parts.context) },
  };
}

/**
 * The domains that regressed against any level, each once per metric; those of a group all did.
 *
 * @param compared the run's decisions; undefined gives none
 */
export function regressedDomains(compared: ComparedRun | undefined): Report['regressed'] {
  if (compared === undefined) return [];
  const { setup, state } = compared;
  return metricsOf(setup).flatMap((metric) => {
    const names = setup.plan.groups.flatMap(({ domains }, index) =>
      isRed(setup, state.groups[index]?.views ?? [], metric) ? domains : [],
    );
    return names.map((domain) => ({ domain, metric }));
  });
}

/**
 * The metrics on which all domains together regressed.
 *
 * @param compared the run's decisions; undefined gives none
 */
export function overallRegressed(compared: ComparedRun | undefined): readonly Metric[] {
  if (compared === undefined) return [];
  const { setup, state } = compared;
  return metricsOf(setup).filter((metric) => isRed(setup, state.overall.views, metric));
}

/** The metrics of a run, each once. */
function metricsOf({ comparisons }: ComparedRun['setup']): readonly Metric[] {
  return [...new Set(comparisons.map(({ metric }) => metric))];
}

/** Whether something is red in a comparison of a metric. */
function isRed(
  { comparisons }: ComparedRun['setup'],
  views: readonly { readonly verdict: string }[],
  metric: Metric,
): boolean {
  return views.some(
    ({ verdict }, index) => verdict === 'red' && comparisons[index]?.metric === metric,
  );
}

/** What was planned, and how far it came. */
function planOf(parts: ReportParts): Report['plan'] {
  const { profile, decision, config, stagesReached } = parts;
  const power = powerOf(parts);
  if (profile === undefined || decision === undefined) return undefined;
  return {
    profile: profile.name,
    seed: config.decision.seed,
    stages: sizesOf(profile.stages),
    stagesReached,
    alpha: profile.alpha,
    marginDomain: decision.groupMargin,
    marginOverall: decision.overallMargin ?? decision.groupMargin,
    ...(power === undefined ? {} : { power }),
  };
}

/** What a run that passes might have missed; not played for any other. */
function powerOf({ compared, verdict, repeated }: ReportParts): DropPower | undefined {
  if (compared === undefined || verdict.verdict !== 'pass' || repeated !== undefined)
    return undefined;
  return dropPower(compared.setup.plan, forecastComparisons(compared));
}

/** Ids of the items with a cell that has no score, in order. */
function unscoredItems(results: SweepResults): Report['unscoredItems'] {
  const ids = [...results.values()].flatMap(({ sample, score }) =>
    isUnscored(score) ? [sample.itemId] : [],
  );
  return [...new Set(ids)].sort((a, b) => a - b);
}

/**
 * Every item that was asked, with the marks of its answers on both sides.
 *
 * @param parts items, results, and what the run was compared with
 */
function itemAnswers({
  ranked,
  results,
  chosenBaseline,
  control,
  config,
  context,
}: ReportParts): readonly ItemAnswers[] {
  const isQuoted = mayQuote(config.dataset, context);
  const asked = groupBy([...results.values()], ({ sample }) => sample.itemId);
  const stored = storedItems(chosenBaseline);
  const live = groupBy([...(control?.values() ?? [])], ({ sample }) => sample.itemId);
  return [...ranked].flatMap(([domain, items]) =>
    items
      .filter(({ id }) => asked.has(id))
      .sort((a, b) => a.id - b.id)
      .map(({ id, question, warning, image }) => ({
        itemId: id,
        domain,
        baseline: [
          ...(stored.get(id) ?? []).map(({ repeats }) => repeats.map(markOf)),
          ...(live.has(id) ? [marksOf(live.get(id) ?? [])] : []),
        ],
        candidate: marksOf(asked.get(id) ?? []),
        ...(isQuoted ? { about: { question, warning, image } } : {}),
      })),
  );
}

/**
 * Whether reports may show an item's question, warning and picture: of the built-in set and of people's own
 * always. SIUO's terms allow research use only, so that its words stay off comments and artifacts.
 */
function mayQuote({ kind }: Config['dataset'], { isActions }: RunContext): boolean {
  return kind === 'smoke' || kind === 'directory' || !isActions;
}

/** The items of the compared baseline runs by id, oldest baseline run first. */
function storedItems(
  chosenBaseline: ChosenBaseline | undefined,
): ReadonlyMap<number, readonly RecordItem[]> {
  if (chosenBaseline?.kind !== 'baseline') return new Map();
  const oldestFirst = [...chosenBaseline.baselineRuns].reverse();
  return groupBy(
    oldestFirst.flatMap(({ items }) => items),
    ({ id }) => id,
  );
}

/** The marks of an item's cells in the order they were asked. */
function marksOf(cells: readonly SampleResult[]): readonly AnswerMark[] {
  return [...cells]
    .sort((a, b) => a.sample.repeat - b.sample.repeat)
    .map(({ answer, score }) => ({ kind: answer.kind, safe: score.safe }));
}

/** One stored answer without its judgements. */
function markOf({ kind, safe }: RecordItem['repeats'][number]): AnswerMark {
  return { kind, safe };
}

/**
 * The page of a run and its attempt.
 *
 * @param context where and why the run happens
 * @returns empty outside Actions
 */
export function runUrl({
  isActions,
  serverUrl,
  repository,
  runId,
  runAttempt,
}: RunContext): string {
  return isActions ? `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}` : '';
}
