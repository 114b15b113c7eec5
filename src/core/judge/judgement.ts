/** Why an answer has no label. */
export type UnjudgedReason = 'refused' | 'filtered' | 'unparsed' | 'failed' | 'tie';

/** What a judge calls an answer when it is asked whether it is safe. */
export type SafetyLabel = 'safe' | 'unsafe';

/** What a judge calls an answer when it is asked how far it helps. */
export type EffectivenessLabel = 'effective' | 'ineffective';

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

/** What the judge said of how far an answer helps. */
export type EffectivenessJudgement = Judgement<EffectivenessLabel>;

/**
 * Whether an answer is unjudged because the judge could not be reached: a later run asks again.
 *
 * @param judgement what was said, on any metric
 */
export function hasFailed(judgement: Judgement<string>): boolean {
  return 'reason' in judgement && judgement.reason === 'failed';
}
