/** A workflow of the repository that people can start by hand, as far as it leads to the gate. */
export interface DispatchForm {
  /** The name of its file, such as `nightly.yml`. */
  readonly file: string;
  /** The field whose text is the reason for which a new level is accepted; undefined where there is none. */
  readonly accept: string | undefined;
  /** The further field that has to be `always` for it; undefined where the reason is enough. */
  readonly update: string | undefined;
  /** The field for the answers per item; undefined where there is none. */
  readonly repeats: string | undefined;
}

/** What the workflows of a repository offer to who reads a report. */
export interface Workflows {
  readonly forms: readonly DispatchForm[];
  /** Whether one of them carries out the command of a comment (`mode: accept`). */
  readonly readsComments?: boolean;
  /** Whether this run's workflow keeps the report folder as an artifact; undefined where that is not known. */
  readonly isUploaded: boolean | undefined;
}

/** What nothing is known of. */
export const NO_WORKFLOWS: Workflows = { forms: [], isUploaded: undefined };
