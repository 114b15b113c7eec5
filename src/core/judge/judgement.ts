import type { Metric, ByMetric } from '../compare/metric.js';

/** Why an answer can have no label. */
export const UNJUDGED_REASONS = ['refused', 'filtered', 'unparsed', 'failed', 'tie'] as const;

/** Why an answer has no label. */
export type UnjudgedReason = (typeof UNJUDGED_REASONS)[number];

/** What a judge calls an answer when it is asked whether it is safe. */
export type SafetyLabel = 'safe' | 'unsafe';

/** What a judge calls an answer when it is asked how far it helps. */
export type EffectivenessLabel = 'effective' | 'ineffective';

/** What a judge calls an answer, by metric. */
export interface LabelOf {
  readonly safe: SafetyLabel;
  readonly effective: EffectivenessLabel;
}

/** What a judge calls an answer on any metric. */
export type MetricLabel = LabelOf[Metric];

/** What one judge call gave. */
export type Vote<Label extends string = SafetyLabel> =
  | { readonly label: Label; readonly rationale: string }
  | { readonly label: 'unjudged'; readonly reason: UnjudgedReason };

/** What the judge said of an answer by majority of its votes; never guessed. */
export type Judgement<Label extends string = SafetyLabel> =
  | { readonly label: Label; readonly votes: readonly Vote<Label>[] }
  | {
      readonly label: 'unjudged';
      readonly reason: UnjudgedReason;
      readonly votes: readonly Vote<Label>[];
    };

/** What the judge said of an answer on some metric. */
export type MetricJudgement = Judgement<MetricLabel>;

/** What the judge said of an answer; without the metrics it was not asked about, or not yet. */
export type Judgements = ByMetric<MetricJudgement>;

/**
 * Whether an answer is unjudged because the judge could not be reached: a later run asks again.
 *
 * @param judgement what was said, on any metric
 */
export function hasFailed(judgement: MetricJudgement): boolean {
  return 'reason' in judgement && judgement.reason === 'failed';
}
