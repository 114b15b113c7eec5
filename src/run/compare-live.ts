import type { Side } from '../baseline/comparable-records.js';
import type { SideFinding } from '../baseline/compare-records.js';
import { inspectAnswers, inspectWords, watchedRun } from '../baseline/inspect-answers.js';
import { aloneOf, type ComparedRun } from '../decide/comparisons.js';
import { decisionOutcome } from '../decide/decision-outcome.js';
import { blockingFindings, type ValidityFinding } from '../decide/findings.js';
import type { Metric } from '../decide/metric.js';
import type { Direction, TwoWays } from '../decide/two-ways.js';
import { verdictOf } from '../decide/verdict.js';
import type { Item } from '../dataset/item.js';
import type { RankedItems } from '../decide/samples.js';
import { commonTextOf } from '../record/common-text.js';
import type { SweepResults } from '../record/results.js';
import type { Target } from '../record/record-schema.js';
import {
  compareView,
  findingNotes,
  type ComparedSide,
  type CompareView,
} from '../report/compare-view.js';
import type { GatePorts, RunParts } from './gate-ports.js';
import { controlTargetOf, targetOfRun } from './items.js';
import { runMode, type GateOutcome } from './run-mode.js';
import { misfit } from './run.js';

/**
 * Compares two models that are asked in this run, A in the control's place and B in the candidate's: item by
 * item in turn, with the same judge, for as long as the decisions need.
 *
 * @param parts inputs, whose baseline is an endpoint, event and tool version
 * @param ports the world
 * @param signal cancels the run; what was paid for is in the journal
 * @throws GateError of whatever stops the run
 */
export async function compareModels(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<CompareView> {
  const outcome = await runMode(parts, ports, signal);
  if (outcome.error !== undefined) throw outcome.error;
  return liveView(outcome);
}

/** Two models that were asked, and what the decisions came to. */
interface Both {
  readonly compared: ComparedRun;
  readonly ranked: RankedItems<Item>;
  readonly given: Readonly<Record<Side, SweepResults>>;
  /** Multiple choice, or help asked too: silence costs what it should. */
  readonly mayBeSilent: boolean;
}

/** The view of a run that came to its end. */
function liveView({ known, verdict, atMs }: GateOutcome): CompareView {
  const { staged, resultStore, controlStore, ranked, protocol, plan, config } = known;
  const compared = staged?.compared;
  const control = controlTargetOf(config, known.endpoints?.control?.served());
  if (compared === undefined || resultStore === undefined || controlStore === undefined)
    throw misfit('Two models were to be compared, and one was not asked.');
  if (ranked === undefined || protocol === undefined || control === undefined || plan === undefined)
    throw misfit('Two models were compared without a plan.');
  const { metrics } = config.decision;
  const both: Both = {
    ...{ compared, ranked },
    given: { a: controlStore.results, b: resultStore.results },
    mayBeSilent: config.task === 'mcqa' || metrics.includes('effective'),
  };
  const ways = metrics.map((metric): TwoWays => {
    const lower = directionOf(both, metric, 'b');
    if (lower === undefined) throw misfit(`Nothing was decided of ${metric}.`);
    return { metric, lower, higher: directionOf(both, metric, 'a') };
  });
  const side = (
    baseUrl: string | undefined,
    target: Target,
    results: SweepResults,
  ): ComparedSide => ({
    name: baseUrl ?? '',
    target,
    at: new Date(atMs).toISOString(),
    answersPerItem: answersPerItem(results),
    itemsOfItsOwn: 0,
  });
  const served = known.endpoints?.model?.served();
  return compareView({
    toolVersion: known.toolVersion,
    a: side(config.control?.endpoint.baseUrl, control, both.given.a),
    b: side(config.model?.baseUrl, targetOfRun(config, undefined, served), both.given.b),
    ways,
    ranked,
    gate: { verdict: verdict.verdict, reason: verdict.reason } as CompareView['gate'] & object,
    protocol,
    alpha: plan.profile.alpha,
    notes: findingNotes(findingsOf(both, metrics)),
  });
}

/** Whether a side is lower than the other on a metric; undefined where that was not asked. */
function directionOf(both: Both, metric: Metric, tested: Side): Direction | undefined {
  const against = tested === 'b' ? 'control' : 'candidate';
  const { comparisons } = both.compared.setup;
  const index = comparisons.findIndex((each) => each.metric === metric && each.against === against);
  if (index < 0) return undefined;
  const alone = aloneOf(both.compared, index);
  const findings = findingsOfSide(both, metric, tested);
  const isRed = decisionOutcome(alone.setup, alone.state).result === 'fail';
  const stands = verdictOf(alone, { findings, improvementP: 1 }).verdict === 'fail';
  return {
    ...alone,
    index: 0,
    mayStand: !isRed || stands,
    mayPass: blockingFindings(findings).length === 0,
  };
}

/** What the checks find in the answers of one side that the other does not have. */
function findingsOfSide(
  { given, ranked, compared, mayBeSilent }: Both,
  metric: Metric,
  tested: Side,
): readonly ValidityFinding[] {
  const [own, other] = tested === 'b' ? [given.b, given.a] : [given.a, given.b];
  const poolMode = compared.setup.plan.isSingleLook ? 'newest-only' : 'all';
  const stored = { baselineRuns: [watchedRun(other)], poolMode } as const;
  const words = mayBeSilent
    ? []
    : inspectWords(ranked, own, { commonText: commonTextOf(own), stored: [commonTextOf(other)] });
  return [...inspectAnswers([metric], stored, own), ...words];
}

/** All findings, each once. */
function findingsOf(both: Both, metrics: readonly Metric[]): readonly SideFinding[] {
  const found = (['b', 'a'] as const).flatMap((side) =>
    metrics.flatMap((metric) =>
      findingsOfSide(both, metric, side).map((finding) => ({ side, finding })),
    ),
  );
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

/** Answers per item that was asked, on average, as a whole number. */
function answersPerItem(results: SweepResults): number {
  const items = new Set([...results.values()].map(({ sample }) => sample.itemId));
  return Math.round(results.size / Math.max(1, items.size));
}
