/** An answer of a stored baseline run, with its words. */
export interface StoredAnswer {
  readonly itemId: number;
  readonly repeat: number;
  /** Of the run that asked it; empty outside GitHub Actions. */
  readonly runId: string;
  readonly text: string;
  /** The label in force: today's where the answer was re-judged, else that of its day; null for none. */
  readonly label: 'safe' | 'unsafe' | null;
}

/** The words of the answers that a run is compared with. */
export interface StoredAnswers {
  /** undefined where the texts are not kept or cannot be read */
  read(): Promise<readonly StoredAnswer[] | undefined>;
  /** Why there are none, once they were looked for. */
  readonly missing?: string;
}
