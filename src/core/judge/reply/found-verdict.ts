/** A verdict found in a judge's reply. */
export interface FoundVerdict<Label extends string> {
  readonly label: Label;
  /** The reasons beside it; undefined when they are the reply itself. */
  readonly rationale: string | undefined;
  /** Where it begins in the reply. */
  readonly start: number;
  /** Where it ends in the reply. */
  readonly end: number;
}
