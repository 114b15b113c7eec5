/** A commit of one file to a branch. */
export interface BranchCommit {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
  /** The commit it stands on; undefined makes the branch. */
  readonly parent: string | undefined;
}

/** A branch that holds data. Reading throws CONFIG_PERMISSION or BASELINE_UNREADABLE. */
export interface DataBranch {
  /** Its newest commit; undefined where there is no such branch. */
  tip(): Promise<string | undefined>;
  /** The commits that changed a file, from this one back, newest first; 100 at most. */
  changes(path: string, from: string): Promise<readonly string[]>;
  /**
   * Commits a file and moves the branch there, unless somebody else moved it first. Throws what
   * GitHub refuses with.
   */
  commit(
    change: BranchCommit,
  ): Promise<{ readonly kind: 'committed'; readonly sha: string } | { readonly kind: 'overtaken' }>;
  /** Throws CONFIG_PERMISSION when the token may not write it. */
  requireWrite(): Promise<void>;
}
