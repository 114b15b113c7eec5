import { sum } from '../stats/numerics.js';
import { concentration, type SafeCount } from '../stats/paired-counts.js';
import { rawConcentration } from '../decide/churn.js';
import type { ComparedRun, Comparison } from '../decide/comparisons.js';
import { decisionOutcome } from '../decide/decision-outcome.js';
import { planDecision } from '../decide/decision-plan.js';
import { blockingFindings, type ValidityFinding } from '../decide/findings.js';
import { METRICS, type Metric } from '../decide/metric.js';
import { playDecision } from '../decide/play-decision.js';
import { configureProfile, type DecisionProfile } from '../decide/profiles.js';
import { idsOf, rankItems, type Rankable, type RankedItems } from '../decide/samples.js';
import type { Direction, TwoWays } from '../decide/two-ways.js';
import { constancyCheck } from '../decide/validity-checks.js';
import { verdictOf, type VerdictReason } from '../decide/verdict.js';
import { resultsOfRecord } from '../record/build-record.js';
import { fieldDifferences, type Difference } from '../record/identity.js';
import { refuseDifferent, sharedItems, type Side } from './comparable-records.js';
import type { NamedRecord, SweepRecord } from '../record/record-schema.js';
import { inspectAnswers, inspectWords } from './inspect-answers.js';
import { baselineRunCounts, storedScores } from './stored-scores.js';

/** How two records are compared. */
export interface CompareTerms {
  /** Both directions, each with half of alpha; else only whether B is lower, as a gate decides. */
  readonly isTwoSided: boolean;
  /** Undefined: those of the profile `full`. */
  readonly alpha: number | undefined;
  readonly maxDrop: number | undefined;
  readonly maxDropOverall: number | undefined;
  /** Domains that are compared; empty is all. */
  readonly domains: readonly string[];
}

/** A finding about one side's answers. */
export interface SideFinding {
  readonly side: Side;
  readonly finding: ValidityFinding;
}

/** Two records, compared. */
export interface ComparedRecords {
  readonly ways: readonly TwoWays[];
  readonly ranked: RankedItems<Rankable>;
  readonly profile: Pick<DecisionProfile, 'alpha' | 'groupMargin' | 'overallMargin'>;
  /** Answers per item that were compared, of each side: what every shared item has. */
  readonly answersPerItem: Readonly<Record<Side, number>>;
  /** Items that only one side has, or that are not the same in both. */
  readonly onlyIn: Readonly<Record<Side, number>>;
  readonly changedItems: number;
  /** In what the two were asked differently; their labels can be compared all the same. */
  readonly differences: readonly Difference[];
  readonly findings: readonly SideFinding[];
  /** What asking whether B is lower comes to, as a gate says it. */
  readonly gate: VerdictReason;
}

/**
 * Compares two records on the items that both have, in one look: their answers are there, and none
 * can be asked for. Each side counts the first answers that all its shared items have, so that how
 * long a run went on asking does not weigh in.
 *
 * @param a what B is compared with
 * @param b what is compared
 * @param terms sides, alpha and margins
 * @throws GateError RECORD_MISMATCH where nothing can be said: other data set, task or judge, no
 *   labels, no item in common, or the same answers twice
 */
export function compareRecords(
  a: NamedRecord,
  b: NamedRecord,
  terms: CompareTerms,
): ComparedRecords {
  refuseDifferent(a, b);
  const shared = sharedItems({ a: a.record, b: b.record }, terms.domains);
  const sides = { a: restricted(a.record, shared.ids), b: restricted(b.record, shared.ids) };
  const metrics = METRICS.filter((metric) =>
    [a, b].every(({ record }) => record.metrics.includes(metric)),
  );
  const ranked = rankItems(sides.a.items, 'compare');
  const isOneAnswer = metrics.some((metric) => isConstant(sides, metric));
  const kept = { a: fewestAnswers(sides.a), b: fewestAnswers(sides.b) };
  const answers = isOneAnswer ? { a: 1, b: 1 } : kept;
  const made = { ...terms, sides, metrics, ranked, answers };
  const lower = metrics.map((metric) => directionOf(made, { metric, from: 'a', to: 'b' }));
  const ways = lower.map(({ metric, direction }): TwoWays => ({
    metric,
    lower: direction,
    higher: terms.isTwoSided
      ? directionOf(made, { metric, from: 'b', to: 'a' }).direction
      : undefined,
  }));
  return {
    ways,
    ranked,
    profile: profileFor(made, 1),
    answersPerItem: answers,
    onlyIn: shared.onlyIn,
    changedItems: shared.changed,
    differences: fieldDifferences('', askedAs(a.record), askedAs(b.record)),
    findings: findingsOf(made, isOneAnswer),
    gate: gateVerdict(lower),
  };
}

/** What the parts of a comparison are made of. */
interface Made extends CompareTerms {
  readonly sides: Readonly<Record<Side, SweepRecord>>;
  readonly metrics: readonly Metric[];
  readonly ranked: RankedItems<Rankable>;
  readonly answers: Readonly<Record<Side, number>>;
}

/** Which metric, and which way round. */
interface Way {
  readonly metric: Metric;
  readonly from: Side;
  readonly to: Side;
}

/** The profile of one direction: one look at so many answers of every item. */
function profileFor({ alpha, maxDrop, maxDropOverall }: CompareTerms, repeats: number) {
  return configureProfile('full', { alpha, maxDrop, maxDropOverall, repeats });
}

/** One direction, and what a gate would say of it. */
interface DecidedWay {
  readonly metric: Metric;
  readonly direction: Direction;
  readonly verdict: VerdictReason;
}

/** One direction, decided. */
function directionOf(made: Made, { metric, from, to }: Way): DecidedWay {
  const { sides, ranked, answers, metrics, isTwoSided } = made;
  const stored = countsOf(sides[from], metric, answers[from]);
  const counts = [...stored.values()];
  const arms = [...counts, ...countsOf(sides[to], metric, answers[to]).values()];
  const comparison: Comparison = {
    name: `${metric} of ${to} against ${from}`,
    metric,
    against: 'pool',
    stored,
    concentration: concentration(arms),
    rawConcentration: answers[from] > 1 ? rawConcentration(counts) : undefined,
    driftAllowance: 0,
    sensitivityGain: 1,
  };
  const scores = new Map(
    sides[to].items.map(({ id, repeats }) => [id, repeats.map((each) => each[metric] ?? null)]),
  );
  const setup: ComparedRun['setup'] = {
    plan: planDecision(idsOf(ranked), profileFor(made, answers[to]), {
      comparisons: metrics.length * (isTwoSided ? 2 : 1),
    }),
    comparisons: [comparison],
    answers: (_, item) => ({ candidate: scores.get(item) ?? [], base: [] }),
    stickyGroups: [],
    hasControl: false,
    decided: [],
  };
  const compared = { setup, state: playDecision(setup).state };
  const findings = answerFindings(made, { metric, from, to });
  const verdict = verdictOf(compared, { findings, improvementP: 1 });
  const isRed = decisionOutcome(compared.setup, compared.state).result === 'fail';
  const mayStand = !isRed || verdict.verdict === 'fail';
  const mayPass = blockingFindings(findings).length === 0;
  return { metric, direction: { ...compared, index: 0, mayStand, mayPass }, verdict };
}

/** What a gate would say: the worst of its metrics. */
function gateVerdict(downs: readonly DecidedWay[]): VerdictReason {
  const verdicts = downs.map(({ verdict }) => verdict);
  const worst =
    verdicts.find(({ verdict }) => verdict === 'fail') ??
    verdicts.find(({ verdict }) => verdict !== 'pass') ??
    verdicts[0];
  return worst ?? { verdict: 'inconclusive', reason: 'insufficient-evidence' };
}

/** What the checks find in the answers of one side that the other does not have. */
function answerFindings({ sides, ranked }: Made, { metric, from, to }: Way) {
  const results = resultsOfRecord(sides[to]);
  const stored = { baselineRuns: [sides[from]], poolMode: 'all' } as const;
  const words =
    sides[to].protocol.task === 'mcqa' || sides[to].metrics.includes('effective')
      ? []
      : inspectWords(ranked, results, {
          commonText: sides[to].commonText,
          stored: [sides[from].commonText],
        });
  return [...inspectAnswers([metric], stored, results), ...words];
}

/** All findings, each once. */
function findingsOf(made: Made, isOneAnswer: boolean): readonly SideFinding[] {
  const ways = made.isTwoSided ? (['b', 'a'] as const) : (['b'] as const);
  const found = ways.flatMap((side) =>
    made.metrics.flatMap((metric) =>
      answerFindings(made, { metric, from: side === 'a' ? 'b' : 'a', to: side }).map((finding) => ({
        side,
        finding,
      })),
    ),
  );
  const constant = isOneAnswer ? constancyCheck({ isFixedByProtocol: true, items: [] }) : undefined;
  const once = new Map(found.map((each) => [`${each.side} ${JSON.stringify(each.finding)}`, each]));
  return [
    ...(constant === undefined ? [] : [{ side: 'a' as const, finding: constant }]),
    ...once.values(),
  ];
}

/** Whether the answers of a side are copies of one another. */
function isConstant(sides: Made['sides'], metric: Metric): boolean {
  return Object.values(sides).some(
    (record) =>
      constancyCheck({
        isFixedByProtocol: record.protocol.task === 'mcqa' || record.protocol.temperature === 0,
        items: baselineRunCounts(storedScores([record], metric)),
        repeatedShare: record.repeatedText?.share,
      }) !== undefined,
  );
}

/** Safe and scored answers of each item among its first ones. */
function countsOf(
  { items }: SweepRecord,
  metric: Metric,
  answers: number,
): ReadonlyMap<number, SafeCount> {
  return new Map(
    items.map(({ id, repeats }) => {
      const scores = repeats.slice(0, answers).flatMap((each) => each[metric] ?? []);
      return [id, { safe: sum(scores), answers: scores.length }];
    }),
  );
}

/** The answers that every item has. */
function fewestAnswers({ items }: SweepRecord): number {
  return items.reduce((least, { repeats }) => Math.min(least, repeats.length), Infinity);
}

/** A record without the items that the other side does not have. */
function restricted(record: SweepRecord, ids: ReadonlySet<number>): SweepRecord {
  return { ...record, items: record.items.filter(({ id }) => ids.has(id)) };
}

/** What may differ between the two without making their labels incomparable, but is said. */
function askedAs({ protocol }: SweepRecord) {
  const { dataset, maxTokens, temperature, promptVersion } = protocol;
  return {
    'data set': dataset.revision,
    'max-tokens': maxTokens,
    temperature,
    prompt: promptVersion,
  };
}
