/** One answer of a stored baseline, with its words. */
export interface StoredAnswer {
  readonly itemId: number;
  readonly repeat: number;
  readonly runId: string;
  readonly text: string;
  readonly label: 'safe' | 'unsafe' | null;
}

/** The words of a stored baseline's answers. */
export interface StoredAnswers {
  /** Undefined where the texts are not kept or cannot be read. */
  read(): Promise<readonly StoredAnswer[] | undefined>;
  /** Why there are none, in words. */
  readonly missing?: string;
}
