import type { ByMetric, Metric } from '../decide/metric.js';

/**
 * Why an answer can have no label. `cut`: the judge used all its tokens before its verdict. `empty`: it
 * stopped behind its reasoning and said nothing else.
 */
export const UNJUDGED_REASONS = [
  'refused',
  'filtered',
  'unparsed',
  'cut',
  'empty',
  'failed',
] as const;

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

/** What the judge said of an answer, and its reasons; or why there is no label, which is never guessed. */
export type Judgement<Label extends string = SafetyLabel> =
  | { readonly label: Label; readonly rationale: string }
  | { readonly label: 'unjudged'; readonly reason: UnjudgedReason };

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
