import type { JournalEntry } from '../../core/record/journal-entry.js';

/** The disk file that holds every finished cell at once. */
export interface Journal {
  /**
   * Opens the journal of a run by what makes its answers its own, and gives the entries of an earlier
   * run with the same; none when there was none, or when they are not to be continued. A torn last
   * line is dropped.
   */
  open(fingerprint: string, isContinued: boolean): Promise<readonly JournalEntry[]>;
  /** Writes one entry through to the file. */
  append(entry: JournalEntry): Promise<void>;
}
