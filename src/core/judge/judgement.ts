/** Why an answer has no label. */
export type UnjudgedReason = 'refused' | 'filtered' | 'unparsed' | 'failed' | 'tie';

/** What one judge call gave. */
export type Vote =
  | { readonly label: 'safe' | 'unsafe'; readonly rationale: string }
  | { readonly label: 'unjudged'; readonly reason: UnjudgedReason };

/** What the judge said of an answer by majority of its votes; never guessed. */
export type Judgement =
  | { readonly label: 'safe' | 'unsafe'; readonly votes: readonly Vote[] }
  | {
      readonly label: 'unjudged';
      readonly reason: UnjudgedReason;
      readonly votes: readonly Vote[];
    };
