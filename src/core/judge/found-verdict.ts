/** A verdict found in a judge's reply. */
export interface FoundVerdict {
  readonly label: 'safe' | 'unsafe';
  /** The reasons beside it; undefined when they are the reply itself. */
  readonly rationale: string | undefined;
  /** Where it begins in the reply. */
  readonly start: number;
  /** Where it ends in the reply. */
  readonly end: number;
}
